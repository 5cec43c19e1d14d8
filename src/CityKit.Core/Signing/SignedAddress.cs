using System.Text;

namespace CityKit.Core.Signing;

/// <summary>
/// An address of a hub that the hub's answer key vouches for (签名地址): where a device may send its batches from now on. It is signed once
/// for each address, and not with each answer, so that what is signed of an answer stays as it is.
/// </summary>
/// <param name="Text">The address: absolute, <c>http</c> or <c>https</c>, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Signature">64 bytes, r then s.</param>
public sealed record SignedAddress(string Text, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The most characters of an address.</summary>
    public const int MaxLength = 200;

    /// <summary>Signs an address.</summary>
    /// <exception cref="ArgumentException">It is no address that devices can send to.</exception>
    public static SignedAddress Sign(Uri address, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(key);
        Check(address);
        return new SignedAddress(address.AbsoluteUri, key.Sign(TextOf(address.AbsoluteUri)));
    }

    /// <summary>The address when this key signed it and it is one to send to; else null.</summary>
    public Uri? SignedBy(DevicePublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Text.Length <= MaxLength && Uri.TryCreate(Text, UriKind.Absolute, out var address) && IsAddress(address)
            && key.Verify(TextOf(Text), Signature.Span) ? address : null;
    }

    /// <exception cref="ArgumentException">It is no address that devices can send to.</exception>
    public static void Check(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!IsAddress(address))
            throw new ArgumentException(
                $"'{address}' is no address for devices: absolute, http or https, without user, query and fragment, at most {MaxLength} "
                + "characters.", nameof(address));
    }

    private static bool IsAddress(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
        && address.AbsoluteUri.Length <= MaxLength;

    private static byte[] TextOf(string address) => Encoding.UTF8.GetBytes($"CityKit address 1\n{address}\n");
}
