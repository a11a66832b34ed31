import type { App } from '../app.ts';
import { addConnection } from './addConnection.ts';
import { addFunctionByName } from './addFunctionByName.ts';
import { addInlinePolicy } from './addInlinePolicy.ts';
import { addPermission } from './addPermission.ts';
import { allowAction } from './allowAction.ts';
import { attachAccessPolicy } from './attachAccessPolicy.ts';
import { attachPolicy } from './attachPolicy.ts';
import { cancelInvocation } from './cancelInvocation.ts';
import { changeFunction } from './changeFunction.ts';
import { changeRegion } from './changeRegion.ts';
import { chartResults } from './chartResults.ts';
import { clearFilter } from './clearFilter.ts';
import { clearHistory } from './clearHistory.ts';
import { compareFile } from './compareFile.ts';
import { compareInvocations } from './compareInvocations.ts';
import { comparePayloads } from './comparePayloads.ts';
import { comparePrevious } from './comparePrevious.ts';
import { copyArn } from './copyArn.ts';
import { copyAsCode } from './copyAsCode.ts';
import { copyLocalEnvironment } from './copyLocalEnvironment.ts';
import { copyName } from './copyName.ts';
import { copyPermission } from './copyPermission.ts';
import { copyValue } from './copyValue.ts';
import { createAlias } from './createAlias.ts';
import { createFunction } from './createFunction.ts';
import { createRole } from './createRole.ts';
import { createTrigger } from './createTrigger.ts';
import { deleteFunction } from './deleteFunction.ts';
import { deleteInlinePolicy } from './deleteInlinePolicy.ts';
import { deleteInvocation } from './deleteInvocation.ts';
import { deleteRole } from './deleteRole.ts';
import { deleteTrigger } from './deleteTrigger.ts';
import { detachPolicy } from './detachPolicy.ts';
import { disableTrigger } from './disableTrigger.ts';
import { downloadCode } from './downloadCode.ts';
import { dryRunPayload } from './dryRunPayload.ts';
import { duplicateConnection } from './duplicateConnection.ts';
import { editConfiguration } from './editConfiguration.ts';
import { editConnection } from './editConnection.ts';
import { editPermissions } from './editPermissions.ts';
import { editTrigger } from './editTrigger.ts';
import { enableTrigger } from './enableTrigger.ts';
import { filterFunctions } from './filterFunctions.ts';
import { groupFunctions } from './groupFunctions.ts';
import { hideFunction } from './hideFunction.ts';
import { hideVariables } from './hideVariables.ts';
import { invokeAgain } from './invokeAgain.ts';
import { invokeEach } from './invokeEach.ts';
import { invokePayload } from './invokePayload.ts';
import { invokeWhenReady } from './invokeWhenReady.ts';
import { invokeWithOptions } from './invokeWithOptions.ts';
import { loadMore } from './loadMore.ts';
import { moveAlias } from './moveAlias.ts';
import { newPayload } from './newPayload.ts';
import { newPayloadFromEvent } from './newPayloadFromEvent.ts';
import { openConsole } from './openConsole.ts';
import { openPayload } from './openPayload.ts';
import { openPolicy } from './openPolicy.ts';
import { openResponse } from './openResponse.ts';
import { publishVersion } from './publishVersion.ts';
import { queuePayload } from './queuePayload.ts';
import { refreshFunctions } from './refreshFunctions.ts';
import { refreshHistory } from './refreshHistory.ts';
import { refreshRoles } from './refreshRoles.ts';
import { refreshRow } from './refreshRow.ts';
import { removeConnection } from './removeConnection.ts';
import { removePermission } from './removePermission.ts';
import { repeatInvocation } from './repeatInvocation.ts';
import { repeatWithFile } from './repeatWithFile.ts';
import { resetLocalAccount } from './resetLocalAccount.ts';
import { saveExpected } from './saveExpected.ts';
import { saveResponse } from './saveResponse.ts';
import { saveToAccount } from './saveToAccount.ts';
import { selectConnection } from './selectConnection.ts';
import { shareBinding } from './shareBinding.ts';
import { showAllRoles } from './showAllRoles.ts';
import { showCharts } from './showCharts.ts';
import { showFullLog } from './showFullLog.ts';
import { showHiddenFunctions } from './showHiddenFunctions.ts';
import { showInvocation } from './showInvocation.ts';
import { showLambdaRoles } from './showLambdaRoles.ts';
import { showLog } from './showLog.ts';
import { showResult } from './showResult.ts';
import { showRole } from './showRole.ts';
import { showVariables } from './showVariables.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { simulateRole } from './simulateRole.ts';
import { sortFunctions } from './sortFunctions.ts';
import { stopLog } from './stopLog.ts';
import { tailLogs } from './tailLogs.ts';
import { toggleFavourite } from './toggleFavourite.ts';
import { updateCode } from './updateCode.ts';
import { useVariables } from './useVariables.ts';

export { renameSources } from './flows/sources.ts';
export { affectedTests } from './testing/affectedTests.ts';
export { runPayloadTests } from './testing/runPayloadTests.ts';
export { testOf } from './testing/testPaths.ts';

type Command = (app: App, ...targets: unknown[]) => unknown;

/** Every command: the last segment of its id, its function and its file have the same name. */
export const commands: Readonly<Record<string, Command>> = {
  addConnection,
  addInlinePolicy,
  addPermission,
  allowAction,
  attachAccessPolicy,
  attachPolicy,
  cancelInvocation,
  changeFunction,
  changeRegion,
  clearHistory,
  chartResults,
  compareFile,
  compareInvocations,
  comparePayloads,
  comparePrevious,
  copyArn,
  copyAsCode,
  copyLocalEnvironment,
  copyName,
  copyPermission,
  copyValue,
  createAlias,
  createFunction,
  createRole,
  createTrigger,
  deleteFunction,
  deleteInlinePolicy,
  deleteInvocation,
  deleteRole,
  deleteTrigger,
  detachPolicy,
  disableTrigger,
  downloadCode,
  filterFunctions,
  clearFilter,
  sortFunctions,
  groupFunctions,
  toggleFavourite,
  hideFunction,
  hideVariables,
  showHiddenFunctions,
  addFunctionByName,
  dryRunPayload,
  duplicateConnection,
  editConfiguration,
  editConnection,
  editPermissions,
  editTrigger,
  enableTrigger,
  invokeAgain,
  invokeEach,
  invokePayload,
  invokeWhenReady,
  invokeWithOptions,
  loadMore,
  moveAlias,
  newPayload,
  newPayloadFromEvent,
  openConsole,
  openPayload,
  openPolicy,
  openResponse,
  publishVersion,
  queuePayload,
  refreshFunctions,
  refreshHistory,
  refreshRoles,
  refreshRow,
  removeConnection,
  removePermission,
  repeatInvocation,
  repeatWithFile,
  resetLocalAccount,
  saveExpected,
  saveResponse,
  saveToAccount,
  selectConnection,
  shareBinding,
  showAllRoles,
  showCharts,
  showFullLog,
  showInvocation,
  showLambdaRoles,
  showLog,
  showResult,
  showRole,
  showVariables,
  signIn,
  signOut,
  simulateRole,
  stopLog,
  tailLogs,
  updateCode,
  useVariables,
};
