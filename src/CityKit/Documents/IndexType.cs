namespace CityKit.Documents;

/// <summary>What kind of values an index holds.</summary>
public enum IndexType : byte
{
    /// <summary>Text, at most 256 characters, in the order of its code points.</summary>
    Text = 1,

    /// <summary>A 64-bit integer.</summary>
    Integer = 2,

    /// <summary>A moment, from 1678 to 2262.</summary>
    Instant = 3,

    /// <summary>A cell of a net over the earth (网格单元): text whose prefixes are larger cells.</summary>
    Cell = 4,
}
