using MessagePack;
using MessagePack.Formatters;

namespace CityKit.Core.Wire;

/// <summary>Formats a type by one function each way.</summary>
internal sealed class ShapeFormatter<T>(ShapeFormatter<T>.WriteShape write, ShapeFormatter<T>.ReadShape read) : IMessagePackFormatter<T>
{
    internal delegate void WriteShape(ref MessagePackWriter writer, T value);

    internal delegate T ReadShape(ref MessagePackReader reader);

    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) => write(ref writer, value);

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => read(ref reader);
}
