using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Journal;

namespace CityKit.Verifying;

/// <summary>
/// Each batch against the key admitted at that point of the journal, and against the batch before it in its outbox and lane. What was
/// pruned may have admitted a device or come between two batches: that far nothing is said of them.
/// </summary>
internal sealed class DeviceCheck
{
    private readonly Dictionary<DeviceId, DeviceRecord> devices = [];
    private readonly Dictionary<(DeviceId Device, Lane Lane), long> seenAt = [];
    private long prunedAt;
    private bool isBlind;

    internal IEnumerable<JournalFinding> Pass(JournalEntry pruned)
    {
        prunedAt = pruned.Number;
        if (pruned.Kind != JournalKind.Command) return [];
        isBlind = true;
        devices.Clear(); // it may have replaced a key
        return [];
    }

    internal void Admit(AdmitDevice admit) =>
        devices[admit.Device] = devices.TryGetValue(admit.Device, out var known) ? known with { Key = admit.Key }
            : new DeviceRecord(admit.Device, admit.Key);

    internal IEnumerable<JournalFinding> Take(long number, HubInput.Batch batch)
    {
        var header = batch.Events.Header;
        if (!devices.TryGetValue(header.Device, out var device))
            return isBlind ? [] : [JournalFindings.UnknownDevice(number, header.Device)];
        return Signature(number, batch, device).Concat(Sequence(number, batch, device));
    }

    private static IEnumerable<JournalFinding> Signature(long number, HubInput.Batch batch, DeviceRecord device)
    {
        var signed = SignedBatch.Decode(batch.Envelope, out _)!;
        if (!device.Key.Verify(signed.Batch.Span, signed.Signature.Span))
            yield return JournalFindings.Signature(number, device.Id, device.Key.Fingerprint);
    }

    /// <summary>After one that does not follow, the next is compared with where that one ended.</summary>
    private IEnumerable<JournalFinding> Sequence(long number, HubInput.Batch batch, DeviceRecord device)
    {
        var header = batch.Events.Header;
        if (device.Retired.Contains(header.Outbox)) return [JournalFindings.Retired(number, header)];
        var bound = device.Outbox == header.Outbox ? device : device.WithOutbox(header.Outbox);
        var before = bound.Cursor(header.Lane);
        if (BatchIntake.CursorAfter(batch.Events, out var wrong) is not { } cursor)
            return [JournalFindings.Numbering(number, header, wrong!)];
        devices[device.Id] = bound.WithCursor(header.Lane, cursor);
        var mayHaveMore = prunedAt > seenAt.GetValueOrDefault((device.Id, header.Lane));
        seenAt[(device.Id, header.Lane)] = number;
        return header.First == before.Sequence + 1 && header.Before == before.Hash ? []
            : mayHaveMore && header.First > before.Sequence + 1 ? []
            : [JournalFindings.Sequence(number, header, before)];
    }
}
