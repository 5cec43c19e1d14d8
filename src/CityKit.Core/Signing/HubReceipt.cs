using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Chain;

namespace CityKit.Core.Signing;

/// <summary>
/// What a hub answered to one batch (签名回执), as it is signed: nobody on the way can make a device forget what the hub does not have, and a
/// hub that was restored from an older copy can be shown what it had answered before.
/// </summary>
/// <param name="Device">Whose batch it was.</param>
/// <param name="Outbox">The outbox of the batch.</param>
/// <param name="Lane">The lane of the batch.</param>
/// <param name="Status">The answer's word, such as <c>synced</c>: 1 to 32 of a-z and '-'.</param>
/// <param name="Cursor">How far the hub has taken in the lane; 0 where the answer names none.</param>
/// <param name="Hash">The running hash there.</param>
/// <param name="History">The history of the hub's record that this is said of: 128 random bits.</param>
/// <param name="Batch">SHA-256 of the whole envelope that is answered: an answer counts for that batch alone.</param>
public sealed record HubReceipt(
    DeviceId Device, OutboxId Outbox, Lane Lane, string Status, long Cursor, RunningHash Hash, UInt128 History, ReadOnlyMemory<byte> Batch)
{
    /// <summary>What <see cref="Batch"/> is of an envelope.</summary>
    public static byte[] DigestOf(ReadOnlySpan<byte> envelope) => SHA256.HashData(envelope);

    /// <summary>The text that is signed: a line for each value, UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"CityKit answer 1\n{Device.Value}\n{Outbox}\n{(byte)Lane}\n{Status}\n{Cursor}\n{Hash}\n{History:x32}\n")
        + Convert.ToHexStringLower(Batch.Span) + "\n");

    /// <summary>Signs it.</summary>
    public SignedReceipt Sign(DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SignedReceipt(this, key.Sign(ToBytes()));
    }
}
