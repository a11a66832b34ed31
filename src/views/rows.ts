import * as vscode from 'vscode';
import type { Row } from '../app.ts';

/** Draws a row. Its label and description together are what a screen reader says. */
export function drawRow(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(
    label(row),
    row.kind === 'function'
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.contextValue = row.kind;
  switch (row.kind) {
    case 'function': {
      const { name, arn, runtime, memory, timeout, handler, description } = row.function;
      item.id = arn;
      item.iconPath = new vscode.ThemeIcon('symbol-function');
      item.description = `${runtime ?? 'container image'} · ${memory} MB`;
      item.tooltip = tooltip(name, description, [
        ['Runtime', runtime ?? 'container image'],
        ['Handler', handler ?? ''],
        ['Memory', `${memory} MB`],
        ['Time-out', `${timeout} s`],
        ['Role', row.function.role],
        ['Last modified', row.function.lastModified],
        ['ARN', arn],
      ]);
      item.accessibilityInformation = { label: `Function ${name}, ${item.description}` };
      return item;
    }
    case 'payload': {
      const { path, folder, binding } = row;
      const uri = vscode.Uri.file(path);
      item.iconPath = new vscode.ThemeIcon('json');
      item.description = [folder, binding.qualifier, binding.type].filter(Boolean).join(' · ');
      item.tooltip = path;
      item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
      item.accessibilityInformation = { label: `Payload file ${row.name}` };
      return item;
    }
    case 'noPayload': {
      const target = { functionName: row.functionName };
      item.command = { command: 'lambdaBench.newPayload', title: 'New', arguments: [target] };
      return item;
    }
    case 'role': {
      const { name, arn, path, trusts, description, created } = row.role;
      item.id = arn;
      item.iconPath = new vscode.ThemeIcon('key');
      item.description = `trusts ${trusts.map(shortPrincipal).join(', ') || 'nobody'}`;
      item.tooltip = tooltip(name, description, [
        ['Trusts', trusts.join(', ') || 'nobody'],
        ['Path', path],
        ['Created', created],
        ['ARN', arn],
      ]);
      item.accessibilityInformation = { label: `Role ${name}, ${item.description}` };
      return item;
    }
    case 'more':
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'lambdaBench.loadMore', title: 'Load More', arguments: [row] };
      return item;
    case 'failure':
      item.iconPath = new vscode.ThemeIcon(
        'warning',
        new vscode.ThemeColor('list.warningForeground'),
      );
      item.description = 'Click to try again';
      item.tooltip = row.message;
      item.command = {
        command:
          row.view === 'functions' ? 'lambdaBench.refreshFunctions' : 'lambdaBench.refreshRoles',
        title: 'Try Again',
      };
      item.accessibilityInformation = { label: `${row.message} Press Enter to try again.` };
      return item;
  }
}

function label(row: Row): string {
  switch (row.kind) {
    case 'function':
      return row.function.name;
    case 'payload':
      return row.name;
    case 'noPayload':
      return 'New Payload File…';
    case 'role':
      return row.role.name;
    case 'more':
      return 'Load More…';
    case 'failure':
      return row.message;
  }
}

function shortPrincipal(principal: string): string {
  return principal.replace(/\.amazonaws\.com(\.cn)?$/, '');
}

/** Not Markdown: names and descriptions come from the account and must not be able to format or link. */
function tooltip(
  name: string,
  description: string,
  facts: readonly (readonly [string, string])[],
): string {
  const lines = facts.filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${value}`);
  return [name, ...(description ? [description] : []), '', ...lines].join('\n');
}
