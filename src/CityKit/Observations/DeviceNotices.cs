using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Storage;

namespace CityKit.Observations;

/// <summary>What the header of a device's batch shows, beside the batch itself. Its signature has been checked.</summary>
/// <param name="answerKey">The key that signs this hub's answers; null when they are not signed.</param>
internal sealed class DeviceNotices(DevicePublicKey? answerKey)
{
    private readonly KeyPrint? print = answerKey?.Print;

    /// <param name="header">The header.</param>
    /// <param name="device">The device as the last commit left it.</param>
    /// <param name="histories">The hub's histories.</param>
    /// <param name="start">Where the record was when the hub started: an older copy was put in its place before that.</param>
    internal IReadOnlyList<Observation> Of(BatchHeader header, DeviceRecord device, HubHistories histories, StorePosition start)
    {
        var noticed = new List<Observation>();
        if (device.Retired.Contains(header.Outbox)) noticed.Add(new RetiredOutboxUsed(header.Device.Value, header.Outbox.ToString()));
        if (answerKey is null) return noticed;
        if (header.AnswerKey != print) noticed.Add(new AnswersUnchecked(header.Device.Value, header.AnswerKey?.ToString()));
        if (Shown(header, device) is not { } receipt) return noticed;
        if (!histories.Ended.Any(ended => ended.History.Value == receipt.History)) noticed.Add(Undeclared(histories.Current, start));
        noticed.Add(new FellBehind(header.Device.Value, header.Outbox.ToString(), header.Lane, receipt.Cursor));
        return noticed;
    }

    /// <summary>A receipt of this hub, for this outbox and lane, that names more than the hub has and knows to be missing.</summary>
    private HubReceipt? Shown(BatchHeader header, DeviceRecord device)
    {
        if (header.Receipt.IsEmpty || device.Retired.Contains(header.Outbox)) return null;
        if (SignedReceipt.Decode(header.Receipt, out _) is not { } signed) return null;
        var receipt = signed.Content;
        var isOwn = receipt.Device == header.Device && receipt.Outbox == header.Outbox && receipt.Lane == header.Lane;
        return isOwn && receipt.Cursor > Known(header, device) && signed.IsSignedBy(answerKey!) ? receipt : null;
    }

    private static long Known(BatchHeader header, DeviceRecord device)
    {
        if (device.Outbox != header.Outbox) return 0;
        return Math.Max(device.Cursor(header.Lane).Sequence, device.Owed(header.Lane));
    }

    /// <summary>
    /// Nobody said that the store is an older copy: the receipt is of the history that goes on, or of one that the copy is too old to know.
    /// </summary>
    private static Restored Undeclared(HistoryId current, StorePosition start) =>
        new(current.ToString(), HistoryId.Create().ToString(), start.Number, start.Notification, IsDeclared: false);
}
