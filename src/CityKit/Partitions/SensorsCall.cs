using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Intake;
using CityKit.Sensors.Register;

namespace CityKit.Partitions;

/// <summary>Asks which entries of the register a partition has.</summary>
/// <param name="asked">Of what.</param>
internal sealed class SensorsCall(SensorQuestion asked) : PartitionCall<IReadOnlyList<Sensor>>
{
    private const int Fields = 3;
    private const int HeadBytes = 8;
    private const int MaxName = 1024;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes()
    {
        string[][] names = [[.. asked.Devices.Select(device => device.Value)], [.. asked.Households], [.. asked.Compounds]];
        var bytes = new byte[HeadBytes + names.Sum(list => HeadBytes + list.Sum(name => HeadBytes + 3 * name.Length))];
        bytes[0] = (byte)CallKind.Sensors;
        var writer = new WireWriter(bytes.AsSpan(1));
        writer.WriteArrayHeader(Fields);
        foreach (var list in names)
        {
            writer.WriteArrayHeader(list.Length);
            foreach (var name in list) writer.WriteString(name);
        }
        return bytes.AsMemory(0, writer.Position + 1);
    }

    internal static SensorsCall Of(ReadOnlyMemory<byte> asked)
    {
        var reader = new WireReader(asked.Span);
        CallBytes.ReadHead(ref reader, Fields);
        var (devices, households, compounds) = (Names(ref reader), Names(ref reader), Names(ref reader));
        CallBytes.CheckEnd(reader);
        return new SensorsCall(new SensorQuestion
        {
            Devices = [.. devices.Select(device => DeviceId.Parse(device))], Households = households, Compounds = compounds,
        });
    }

    private protected override ValueTask<IReadOnlyList<Sensor>> DecideAsync(CityHub hub, CancellationToken cancellationToken) =>
        hub.FindSensorsAsync(asked, cancellationToken);

    private protected override IReadOnlyList<Sensor> Read(ReadOnlyMemory<byte> answer) => RegisterAnswer.Read(answer);

    private protected override ReadOnlyMemory<byte> Write(IReadOnlyList<Sensor> answer) => SensorJson.ToUtf8(answer);

    private static string[] Names(ref WireReader reader)
    {
        var names = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < names.Length; i++) names[i] = reader.ReadString(MaxName);
        return names;
    }
}
