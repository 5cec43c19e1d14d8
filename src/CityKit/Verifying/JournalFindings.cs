using System.Globalization;
using CityKit.Archiving;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Devices;

namespace CityKit.Verifying;

/// <summary>The findings of a verification, in words.</summary>
internal static class JournalFindings
{
    private static readonly LocalizedText Restore = new(
        "请保留该文件备查，并从备份恢复。", "Keep the file for the investigation, and restore the hub from a backup.");
    private static readonly LocalizedText AskDevice = new(
        "请查明谁改动了该文件；设备若仍保存原批次，可与之核对。", "Find out who changed the file; compare with the device where it still has the batch.");
    private static readonly LocalizedText RestoreArchive = new(
        "请保留该文件备查，并从归档副本恢复。", "Keep the file for the investigation, and restore it from a copy of the archive.");
    private static readonly LocalizedText OlderStore = new(
        "该存储可能由旧备份恢复，或归档属于另一流水。", "The store was restored from an older copy, or the archive is of another journal.");
    private static readonly LocalizedText GiveArchive = new(
        "提供存有其内容的归档目录（--archive），即可一并校验。", "With the archive's folder that has them (--archive) they are checked too.");
    private static readonly LocalizedText NothingMore = new("归档内容已一并校验。", "They were checked with the archive.");
    private static readonly LocalizedText CheckFile = new(
        "请运行 citykit hub check 并从备份恢复。", "Run 'citykit hub check' on the file and restore it from a backup.");

    internal static JournalFinding Hole(long expected, long found) => found > expected
        ? new(JournalFinding.Hole, expected, found - 1, new($"缺少这些条目，其后为第 {found} 条", $"nothing: entry {found} comes next"),
            new("连续编号", "numbers without a hole"), Restore)
        : new(JournalFinding.Hole, found, found, new($"编号 {found} 再次出现", $"number {found} again"),
            new($"第 {expected} 条", $"entry {expected}"), Restore);

    internal static JournalFinding Missing(long first, long last) =>
        new(JournalFinding.Head, first, last, new("流水提前结束", "the end of the journal"),
            new($"直至第 {last} 条（另有记录）", $"entries up to {last}, as was kept"), Restore);

    internal static JournalFinding Beyond(long number, long last) =>
        new(JournalFinding.Head, number, number, new("多余的条目", "an entry"),
            new($"流水止于第 {last} 条（另有记录）", $"the end of the journal after entry {last}, as was kept"), Restore);

    internal static JournalFinding Changed(long first, long last, RunningHash found, RunningHash expected) =>
        new(JournalFinding.Changed, first, last,
            new($"链摘要 {found}，其中至少一条被改动", $"chain hash {found}, so that one of them at least was changed"),
            new($"链摘要 {expected}", $"{expected}"), Restore);

    internal static JournalFinding Seal(long number, RunningHash computed, RunningHash kept) =>
        new(JournalFinding.Seal, number, number, new($"封签 {kept}，而条目本身完好", $"seal {kept}, while the entries are as they were written"),
            new($"{computed}", $"{computed}"), Restore);

    internal static JournalFinding Head(long number, RunningHash computed, RunningHash kept) =>
        new(JournalFinding.Head, number, number, new($"存储位置所记链摘要 {kept}", $"hash {kept} in the store's position"),
            new($"{computed}", $"{computed}, which the entries give"), Restore);

    internal static JournalFinding Noted(JournalHead noted, RunningHash computed) => new(JournalFinding.Head, 1, noted.Number,
        new($"链摘要 {computed}：至该条为止的流水与当时不同", $"hash {computed} after entry {noted.Number}: the journal up to there is not the one of then"),
        new($"{noted.Hash}（当时所记）", $"{noted.Hash}, as noted"), Restore);

    internal static LocalizedText NotReadable(string why) => new($"无法解读的内容（{why}）", $"bytes that cannot be read ({why})");

    internal static JournalFinding Undecodable(long number, string kind, string why) =>
        new(JournalFinding.Undecodable, number, number, NotReadable(why),
            new($"可解读的 {kind}", $"a {kind} that can be read"), Restore);

    internal static JournalFinding Key(long number, string found, string expected) =>
        new(JournalFinding.Key, number, number, new($"键 '{found}'", $"key '{found}'"),
            new($"'{expected}'（由内容得出）", $"'{expected}', which its payload gives"), Restore);

    internal static JournalFinding UnknownDevice(long number, DeviceId device) =>
        new(JournalFinding.UnknownDevice, number, number, new($"设备 {device} 的批次", $"a batch of {device}"),
            new("此前已登记该设备", "a command before it that admits the device"), AskDevice);

    internal static JournalFinding Signature(long number, DeviceId device, string fingerprint) =>
        new(JournalFinding.Signature, number, number,
            new($"{device} 的批次，其签名不符", $"a batch of {device} with another signature"),
            new($"以当时登记的密钥 {fingerprint} 签名", $"a signature of the key admitted at that point, {fingerprint}"), AskDevice);

    internal static JournalFinding Retired(long number, BatchHeader header) => new(JournalFinding.Sequence, number, number,
        new($"{header.Device} 已停用发件箱 {header.Outbox} 的批次", $"a batch of the retired outbox {header.Outbox} of {header.Device}"),
        new("当前发件箱的批次", "one of the outbox in force"), AskDevice);

    internal static JournalFinding Sequence(long number, BatchHeader header, LaneCursor cursor) =>
        new(JournalFinding.Sequence, number, number,
            new($"{header.Device} 发件箱 {header.Outbox} 通道 {header.Lane} 自 {header.First} 起，前序摘要 {header.Before}",
                $"a batch of {header.Device}, outbox {header.Outbox}, lane {header.Lane}, from {header.First} after hash {header.Before}"),
            new($"自 {cursor.Sequence + 1} 起，前序摘要 {cursor.Hash}", $"from {cursor.Sequence + 1} after hash {cursor.Hash}"), AskDevice);

    internal static JournalFinding Numbering(long number, BatchHeader header, WireError wrong) =>
        new(JournalFinding.Sequence, number, number,
            new($"{header.Device} 批次内：{wrong}", $"in a batch of {header.Device}: {wrong}"),
            new("批次内序号连续", "sequences that follow on one another"), AskDevice);

    internal static JournalFinding Fault(ArchiveFault fault) =>
        new(JournalFinding.Archive, fault.First, fault.Last, new($"归档文件 {fault}", $"the archive's file {fault}"),
            new("写入时的文件", "it as it was written"), RestoreArchive);

    internal static JournalFinding OtherArchived(long number, string file) => new(JournalFinding.Archive, number, number,
        new($"{file} 中的该条与流水不同", $"another entry in {file}"), new("流水中的该条", "the journal's"), RestoreArchive);

    internal static JournalFinding BeyondHead(JournalSegment segment, long head) => new(JournalFinding.Archive, segment.First, segment.Last,
        new($"{segment.FileName}，而流水止于第 {head} 条", $"{segment.FileName}, while the journal ends after entry {head}"),
        new("本流水的归档", "an archive of this journal"), OlderStore);

    internal static JournalFinding Pruned(
        long first, long last, long count, long archived, bool isWhole, JournalSegment? from, JournalSegment? to)
    {
        var (zh, en) = archived == 0 ? ("", "")
            : ($"，其中 {archived} 条在归档中（{Files(from, to, "至")}）", Invariant($" ({archived:N0} of them archived in {Files(from, to, "to")})"));
        var (holdsZh, holds) = isWhole ? ("；其摘要上的链完好", "; the chain over their hashes is whole") : ("", "");
        return new JournalFinding(JournalFinding.Pruned, first, last,
            new($"{count} 条内容已按策略清除{zh}{holdsZh}", Invariant($"{count:N0} payloads pruned{en}{holds}")),
            new("如此，并非异常", "that: it is no damage"), archived == count ? NothingMore : GiveArchive);
    }

    private static string Files(JournalSegment? from, JournalSegment? to, string until) =>
        from == to || from is null || to is null ? (from ?? to)?.FileName ?? "" : $"{from.FileName} {until} {to.FileName}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    internal static JournalFinding Unreadable(long number, string why) =>
        new(JournalFinding.Unreadable, number, number, new($"无法继续读取（{why}）", $"that the journal cannot be read further ({why})"),
            new("可读的文件", "a file that can be read"), CheckFile);
}
