using CityKit.Sensors.Register;

namespace CityKit.Partitions;

/// <summary>The entries of a register that a partition answers with.</summary>
internal static class RegisterAnswer
{
    /// <exception cref="FormatException">The bytes are no entries of a register.</exception>
    internal static IReadOnlyList<Sensor> Read(ReadOnlyMemory<byte> answer) => SensorRegister.Parse(answer.Span, out var errors)?.Sensors
        ?? throw new FormatException($"The entries of a register in an answer are damaged: {errors[0]} 分区应答中的台账条目已损坏。");
}
