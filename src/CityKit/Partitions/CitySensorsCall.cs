using CityKit.Sensors.Register;

namespace CityKit.Partitions;

/// <summary>Asks a partition for the entries of its register that rules over the whole city are about.</summary>
internal sealed class CitySensorsCall : PartitionCall<IReadOnlyList<Sensor>>
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes() => CallBytes.Of(CallKind.CitySensors, []);

    private protected override ValueTask<IReadOnlyList<Sensor>> DecideAsync(CityHub hub, CancellationToken cancellationToken) =>
        ValueTask.FromResult(hub.SensorsOfCityRules());

    private protected override IReadOnlyList<Sensor> Read(ReadOnlyMemory<byte> answer) => RegisterAnswer.Read(answer);

    private protected override ReadOnlyMemory<byte> Write(IReadOnlyList<Sensor> answer) => SensorJson.ToUtf8(answer);
}
