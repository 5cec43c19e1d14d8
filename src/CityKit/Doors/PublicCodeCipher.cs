using System.Buffers.Binary;
using System.Security.Cryptography;
using CityKit.Privacy;

namespace CityKit.Doors;

/// <summary>
/// Turns the 128 bits of an id into a code and back: one block of AES-256 under a key that comes from the hub's keys and the kind's name.
/// Without that key a code cannot be made or guessed, and says nothing of the id; nothing is stored for it, and asked for again it is the
/// same.
/// </summary>
internal sealed class PublicCodeCipher(IKeyProtector keys, string kind)
{
    private readonly Lazy<byte[]> key = new(() =>
        [.. keys.LookUp($"public-code|{kind}|1").ToArray(), .. keys.LookUp($"public-code|{kind}|2").ToArray()]);

    internal UInt128 CodeOf(UInt128 id) => Turn(id, (aes, block, turned) => aes.EncryptEcb(block, turned, PaddingMode.None));

    internal UInt128 IdOf(UInt128 code) => Turn(code, (aes, block, turned) => aes.DecryptEcb(block, turned, PaddingMode.None));

    private UInt128 Turn(UInt128 value, Func<Aes, byte[], byte[], int> turn)
    {
        using var aes = Aes.Create();
        aes.Key = key.Value;
        var (block, turned) = (new byte[16], new byte[16]);
        BinaryPrimitives.WriteUInt128BigEndian(block, value);
        turn(aes, block, turned);
        return BinaryPrimitives.ReadUInt128BigEndian(turned);
    }
}
