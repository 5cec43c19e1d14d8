using CityKit.Core.Signing;
using CityKit.Intake;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Devices;

/// <summary>Whether a hub's answer is signed with its answer key for the batch that was sent, as a device holds it to.</summary>
internal static class AnswerCheck
{
    internal static BatchAnswer Checked(BatchAnswer answer, ReadOnlySpan<byte> batch, VirtualDevice device)
    {
        if (device.AnswerKey is { } key && MovesAnOutbox(answer.Status)) Check(answer, key, batch, device);
        return answer;
    }

    private static void Check(BatchAnswer answer, DevicePublicKey key, ReadOnlySpan<byte> batch, VirtualDevice device)
    {
        Expect.True(answer.Receipt is not null, $"the answer '{answer.Word}' is signed");
        var (signed, said) = (answer.Receipt!.Content, (answer.Word, answer.Cursor.Sequence, answer.Cursor.Hash));
        Expect.True(answer.Receipt.IsSignedBy(key), $"the answer '{answer.Word}' is signed with the hub's answer key {key.Print}");
        Expect.Equal((device.Id, device.Outbox), (signed.Device, signed.Outbox), "the device and outbox that the hub signed for");
        Expect.Equal(said, (signed.Status, signed.Cursor, signed.Hash), "the answer that the hub signed");
        Expect.True(signed.Batch.Span.SequenceEqual(HubReceipt.DigestOf(batch)), "the hub signed its answer for the batch that was sent");
    }

    /// <summary>Whether an answer makes a device forget or change something, so that it has to know who says it.</summary>
    private static bool MovesAnOutbox(BatchStatus status) => status is BatchStatus.Synced or BatchStatus.Gap or BatchStatus.Overlap
        or BatchStatus.Diverged or BatchStatus.Retired;
}
