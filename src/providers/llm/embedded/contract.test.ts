import { describeModel } from '../../../../test/suites/llm.ts'
import { embedded } from './index.ts'

describeModel('embedded', async () => embedded.open({})!)
