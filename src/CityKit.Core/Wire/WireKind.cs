namespace CityKit.Core.Wire;

/// <summary>What a MessagePack value is, by its first byte.</summary>
internal enum WireKind : byte
{
    NeverUsed,
    Nil,
    Boolean,
    Integer,
    Float,
    Text,
    Binary,
    Array,
    Map,
    Extension,
}
