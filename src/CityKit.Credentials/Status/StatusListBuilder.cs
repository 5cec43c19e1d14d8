namespace CityKit.Credentials.Status;

/// <summary>Makes a status list or changes one (状态列表的编制). Not safe for several threads at once.</summary>
public sealed class StatusListBuilder
{
    private readonly byte[] bytes;
    private readonly int bits;

    /// <summary>A list whose entries are all 0, valid.</summary>
    /// <param name="bits">The bits of an entry: 1, 2, 4 or 8. 1 knows valid and revoked; suspended needs 2.</param>
    /// <param name="count">At least how many entries; the last byte is filled up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bits are others, the count is below 1, or the list would be larger than <see cref="StatusList.MaxBytes"/>.</exception>
    public StatusListBuilder(int bits, int count)
    {
        if (!StatusList.IsWidth(bits)) throw new ArgumentOutOfRangeException(nameof(bits), bits, "An entry has 1, 2, 4 or 8 bits.");
        var most = StatusList.MaxBytes / bits * 8;
        if (count < 1 || count > most) throw new ArgumentOutOfRangeException(nameof(count), count, $"A list of {bits} bits has 1 to {most} entries.");
        this.bits = bits;
        bytes = new byte[(int)(((long)count * bits + 7) / 8)];
    }

    /// <summary>Begins with the statuses of a list.</summary>
    public StatusListBuilder(StatusList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        (bits, bytes) = (list.Bits, list.Bytes.ToArray());
    }

    /// <summary>How many entries it has.</summary>
    public int Count => bytes.Length * 8 / bits;

    /// <summary>The status at an index from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index, or the status does not fit into the bits.</exception>
    public int this[int index]
    {
        get => bytes[Byte(index)] >> Shift(index) & Mask;
        set
        {
            if (value < 0 || value > Mask) throw new ArgumentOutOfRangeException(nameof(value), value, $"A status of {bits} bits is 0 to {Mask}.");
            ref var packed = ref bytes[Byte(index)];
            packed = (byte)(packed & ~(Mask << Shift(index)) | value << Shift(index));
        }
    }

    private int Mask => (1 << bits) - 1;

    /// <summary>The list as it is now; later changes do not reach it.</summary>
    public StatusList Build() => new(bits, [.. bytes]);

    private int Byte(int index) => (uint)index < (uint)Count ? index * bits >> 3 : throw StatusList.OutOfRange(index, Count);

    private int Shift(int index) => index * bits & 7;
}
