using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Intake;

/// <summary>What the hub says to a batch.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Lane">The lane it is about.</param>
/// <param name="Cursor">How far that lane has come, with the running hash there, so that a device
/// can tell a repeat from another history.</param>
/// <param name="Message">What to do about it; null when all is well.</param>
public sealed record BatchAnswer(BatchStatus Status, Lane Lane, LaneCursor Cursor, LocalizedText? Message)
{
    /// <summary>The answer as the hub signed it; null when the hub has no answer key, or does not know whose batch it is.</summary>
    public SignedReceipt? Receipt { get; init; }

    /// <summary>
    /// The address of the node that takes the device's batches in (归属节点地址), as the hub's answer key vouches for it; null where the hub
    /// names none, and where the answer is not signed.
    /// </summary>
    public SignedAddress? Owner { get; init; }

    /// <summary>After how long the same is to be sent again, of one that is busy; null of every other.</summary>
    public Duration? After { get; init; }

    /// <summary>The answer's word on the wire, such as <c>synced</c>.</summary>
    public string Word => Status switch
    {
        BatchStatus.Synced => "synced",
        BatchStatus.Gap => "gap",
        BatchStatus.Overlap => "overlap",
        BatchStatus.Diverged => "diverged",
        BatchStatus.UnknownDevice => "unknown-device",
        BatchStatus.BadSignature => "bad-signature",
        BatchStatus.Suspended => "suspended",
        BatchStatus.Retired => "retired",
        BatchStatus.TooLarge => "too-large",
        BatchStatus.Garbage => "garbage",
        BatchStatus.UnknownSuite => "unknown-suite",
        _ => "busy",
    };

    /// <summary>Whether it moves an outbox, so that a device has to know whose word it is.</summary>
    private bool IsSigned => Status is BatchStatus.Synced or BatchStatus.Gap or BatchStatus.Overlap or BatchStatus.Diverged
        or BatchStatus.Retired or BatchStatus.Garbage;

    /// <summary>What is signed of the answer to a batch; null where it moves no outbox.</summary>
    internal HubReceipt? ReceiptFor(BatchHeader header, ReadOnlySpan<byte> envelope, HistoryId history) => !IsSigned ? null
        : new HubReceipt(header.Device, header.Outbox, header.Lane, Word, Cursor.Sequence, Cursor.Hash, history.Value,
            HubReceipt.DigestOf(envelope));

    internal static BatchAnswer Suspended(DeviceRecord device) => new(BatchStatus.Suspended, Lane.Alarm, default,
        device.Standing == Standing.Revoked
        ? new($"设备 {device.Id} 的密钥已吊销；更换密钥后由管理员重新登记。",
            $"Device {device.Id} is revoked: have an administrator admit it with another key.")
        : new($"设备 {device.Id} 已停用；数据保留在设备上，待管理员恢复。",
            $"Device {device.Id} is suspended: it keeps its data until an administrator resumes it."));

    internal static BatchAnswer Synced(Lane lane, LaneCursor cursor) => new(BatchStatus.Synced, lane, cursor, null);

    internal static BatchAnswer Garbage(WireError error) =>
        new(error.IsUnknownSuite ? BatchStatus.UnknownSuite : BatchStatus.Garbage, Lane.Alarm, default, error.Message);

    internal static BatchAnswer TooLarge(int found, int limit) => new(BatchStatus.TooLarge, Lane.Alarm, default, new(
        $"批次 {found} 字节，超过上限 {limit} 字节；请减少每批事件数。", $"The batch has {found} bytes, the limit is {limit}: send fewer events."));

    internal static BatchAnswer Unknown(DeviceId device) =>
        new(BatchStatus.UnknownDevice, Lane.Alarm, default, DeviceTexts.NotAdmitted(device));

    internal static BatchAnswer BadSignature(DeviceId device) =>
        new(BatchStatus.BadSignature, Lane.Alarm, default, DeviceTexts.OtherSignature(device));

    internal static BatchAnswer RetiredOutbox(BatchHeader header) => new(BatchStatus.Retired, header.Lane, default, new(
        $"发件箱 {header.Outbox} 已停用：该设备已启用另一个发件箱；请检查是否有复制的存储卡。",
        $"Outbox {header.Outbox} is retired: the device opened another one. Look for a second card or device with the same key."));

    internal static BatchAnswer Gap(Lane lane, LaneCursor cursor, long first) => new(BatchStatus.Gap, lane, cursor, new(
        $"批次从 {first} 开始，应从 {cursor.Sequence + 1} 开始。", $"The batch starts at {first}; the next expected is {cursor.Sequence + 1}."));

    internal static BatchAnswer Overlap(Lane lane, LaneCursor cursor, long first) => new(BatchStatus.Overlap, lane, cursor, new(
        $"批次从 {first} 开始，但已收到 {cursor.Sequence}；请从 {cursor.Sequence + 1} 重发。",
        $"The batch starts at {first}, but everything through {cursor.Sequence} is taken in: send from {cursor.Sequence + 1}."));

    internal static BatchAnswer Diverged(Lane lane, LaneCursor cursor) => new(BatchStatus.Diverged, lane, cursor, new(
        $"{cursor.Sequence} 之前的内容与已收到的不一致（存储卡被复制或恢复）；请启用新的发件箱。",
        $"What came before {cursor.Sequence + 1} is not what the hub took in (a cloned or restored card): open a new outbox."));

    /// <param name="after">After how long the same is to be sent again.</param>
    internal static BatchAnswer Busy(Duration after) => new(BatchStatus.Busy, Lane.Alarm, default, new(
        $"暂时无法存储，请在 {after.TotalSeconds:0} 秒后重试；数据仍保留在设备上。",
        $"The hub cannot store now: try again in {after.TotalSeconds:0} s, the device keeps its data.")) { After = after };
}
