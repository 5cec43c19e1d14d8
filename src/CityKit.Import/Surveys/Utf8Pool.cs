using System.Text;

namespace CityKit.Import.Surveys;

/// <summary>
/// Values that come again and again, made once from their text: bodies, codes, names. A slot's newcomer drives out what was there, so the
/// pool does not grow.
/// </summary>
internal sealed class Utf8Pool<T>(Func<string, T> make)
{
    private const int Slots = 4_096; // a power of two
    private readonly (byte[] Key, T Value)[] kept = new (byte[], T)[Slots];

    internal T Of(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref kept[Hash(utf8) & Slots - 1];
        if (slot.Key is null || !utf8.SequenceEqual(slot.Key)) slot = (utf8.ToArray(), make(Encoding.UTF8.GetString(utf8)));
        return slot.Value;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        HashCode hash = default;
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }
}
