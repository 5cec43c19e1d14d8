using CityKit.Core.Chain;

namespace CityKit.Core.Wire;

/// <summary>What a batch says about itself: who, in which outbox and lane, from where on, after what.</summary>
/// <param name="Device">The sender.</param>
/// <param name="Outbox">The outbox the sequences belong to.</param>
/// <param name="Lane">The lane.</param>
/// <param name="First">The first sequence it stands for: the hub's cursor + 1.</param>
/// <param name="Before">The running hash of everything before <paramref name="First"/>.</param>
/// <param name="Boots">Wall time of every boot its events name.</param>
public sealed record BatchHeader(
    DeviceId Device, OutboxId Outbox, Lane Lane, long First, RunningHash Before, IReadOnlyList<BootClock> Boots)
{
    /// <summary>The key by which the device checks the hub's answers; null when it checks none.</summary>
    public KeyPrint? AnswerKey { get; init; }

    /// <summary>
    /// The hub's last signed answer in this lane (<see cref="Signing.SignedReceipt"/>, encoded), in a device's first batch after a start
    /// and when the hub named a lower cursor than it had answered; empty otherwise. At most <see cref="MaxReceiptBytes"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Receipt { get; init; }

    /// <summary>The most bytes of a receipt.</summary>
    public const int MaxReceiptBytes = 768;
}
