using CityKit.Core;
using CityKit.Verifying;

namespace CityKit.Shared.Stores;

/// <summary>The findings of a check, in words.</summary>
internal static class HubFileFindings
{
    private static readonly LocalizedText Restore = new(
        "请停止中枢、保留现有数据，并从备份恢复。", "Stop the hub, keep what is there, and restore it from a backup.");
    private static readonly LocalizedText Skipped = new("中枢会跳过它；可由流水重放得出，或从备份恢复。",
        "The hub goes on without it; a replay of the journal makes it again, or restore it from a backup.");
    private static readonly LocalizedText LookAtIt = new("中枢不使用它；请查明来源。", "The hub does not use it; find out who made it.");
    private static readonly LocalizedText StartHub = new(
        "请启动一次当前版本的中枢：它会加密并迁移这些文本。", "Start a hub of this version once: it encrypts them and takes them over.");
    private static readonly LocalizedText AskModule = new("请用装有该模块的程序检查。", "Check it with a program that has the module.");

    internal static HubFileFinding Pages(string what) =>
        new(HubFileFinding.Pages, "the database", new($"数据库损坏：{what}", $"damaged: {what}"), Restore);

    internal static HubFileFinding Broken(string where, string why) =>
        new(HubFileFinding.Pages, where, new($"无法继续读取：{why}", $"cannot be read further: {why}"), Restore);

    internal static HubFileFinding NoTable(string table) =>
        new(HubFileFinding.Pages, $"table {table}", new("缺少该表", "it is not there"), Restore);

    internal static HubFileFinding Foreign(string table) =>
        new(HubFileFinding.ForeignTable, $"table {table}", new("不是中枢的表", "not a table of a hub"), LookAtIt);

    internal static HubFileFinding Unchecked(string kind) => new(HubFileFinding.Unchecked,
        $"documents of kind {kind}", new("未知模块的文档，未检查", "of a module that is not known here, not checked"), AskModule);

    internal static HubFileFinding Unreadable(string kind, string id, LocalizedText why) =>
        new(HubFileFinding.Unreadable, $"{kind} {id}", new($"无法解读：{why.Zh}", $"cannot be read: {why.En}"), Skipped);

    internal static HubFileFinding Index(string kind, string id, string index, string found, string expected) =>
        new(HubFileFinding.Index, $"{kind} {id}",
            new($"索引 {index} 为 {found}，文档给出 {expected}", $"index {index} has {found}, the document gives {expected}"), Restore);

    internal static HubFileFinding Orphan(string kind, string id, string index) =>
        new(HubFileFinding.Index, $"{kind} {id}",
            new($"索引 {index} 指向不存在的文档", $"index {index} names a document that is not there"), Restore);

    internal static HubFileFinding Version(string kind, string id, long version, long number) =>
        new(HubFileFinding.Position, $"{kind} {id}",
            new($"版本 {version} 超过流水末条 {number}", $"version {version} is after the last journal entry, {number}"), Restore);

    internal static HubFileFinding Row(string where) =>
        new(HubFileFinding.Row, where, new("与写入时不一致（校验值不符）", "not as it was written: its check value differs"), Restore);

    internal static HubFileFinding Plain(int texts) => new(HubFileFinding.PlainTexts, "the protected texts",
        new($"{texts} 条旧版本写入的文本未加密", $"{texts} of a version before are not encrypted"), StartHub);

    internal static HubFileFinding Position(string what, string zh) => new(HubFileFinding.Position, "the position", new(zh, what), Restore);

    internal static HubFileFinding Journal(JournalFinding finding) => new(finding.IsDamage ? HubFileFinding.Journal : HubFileFinding.Pruned,
        finding.Last > finding.First ? $"journal entries {finding.First} to {finding.Last}" : $"journal entry {finding.First}",
        new($"{finding.Found.Zh}；应为{finding.Expected.Zh}", $"found {finding.Found.En}; expected {finding.Expected.En}"), finding.Remedy);
}
