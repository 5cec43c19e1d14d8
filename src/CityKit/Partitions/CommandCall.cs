using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Grids.Maps;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;

namespace CityKit.Partitions;

/// <summary>
/// A command as its caller gave it, with the actor as the caller named him: the owner veils persons and looks up what it needs to know.
/// </summary>
/// <param name="command">The command.</param>
/// <param name="actor">Who gives it; nobody for an anonymous report.</param>
/// <param name="road">By which way it came.</param>
/// <param name="data">What a report says; null for another command.</param>
/// <param name="json">Writes commands.</param>
internal sealed class CommandCall(HubCommand command, Actor actor, CommandRoad road, PersonalData? data, CommandJson json)
    : PartitionCall<CommandAnswer>
{
    private const int HeadBytes = 16;
    private const int Fields = 4;

    internal HubCommand Command => command;

    internal Actor Actor => actor;

    /// <summary>The same with a part of the command, or with another form of it.</summary>
    internal CommandCall With(HubCommand part) => new(part, actor, road, data, json);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes()
    {
        var (written, said) = (json.Write(command, actor), data is null ? [] : PersonalJson.Write(data));
        var map = command is PutGrids { Map: { } grids } ? BytesOf(grids) : [];
        var bytes = new byte[2 * HeadBytes + written.Length + said.Length + map.Length];
        bytes[0] = (byte)CallKind.Command;
        var writer = new WireWriter(bytes.AsSpan(1));
        writer.WriteArrayHeader(Fields);
        writer.WriteInt64((byte)road);
        writer.WriteBinary(written);
        writer.WriteBinary(said);
        writer.WriteBinary(map);
        return bytes.AsMemory(0, writer.Position + 1);
    }

    internal static CommandCall Of(ReadOnlyMemory<byte> asked, CommandJson json)
    {
        var reader = new WireReader(asked.Span);
        CallBytes.ReadHead(ref reader, Fields);
        var road = (CommandRoad)CallBytes.ReadNumber(ref reader, (byte)CommandRoad.Known);
        var written = reader.ReadBinary().ToArray();
        var said = reader.ReadBinary();
        var map = reader.ReadBinary();
        CallBytes.CheckEnd(reader);
        var (command, actor) = json.Read(written);
        if (command is PutGrids put && !map.IsEmpty) command = new PutGrids(put.CommandId, put.Source, MapOf(map));
        return new CommandCall(command, actor, road, said.IsEmpty ? null : PersonalJson.Read(said), json);
    }

    /// <summary>The journal has a map's hash only; a partition that is to go by it needs the map.</summary>
    private static byte[] BytesOf(GridMap map)
    {
        using var saved = new MemoryStream();
        GridMapFile.Save(map, saved);
        return saved.ToArray();
    }

    private static GridMap MapOf(ReadOnlySpan<byte> saved) => GridMapFile.Load(saved) is { Map: { } map } ? map
        : throw new FormatException("The map of grids in a call is damaged. 分区调用中的网格图已损坏。");

    private protected override ValueTask<CommandAnswer> DecideAsync(CityHub hub, CancellationToken cancellationToken) => road switch
    {
        CommandRoad.Report => hub.ReportAsync((FileReport)command, data ?? new PersonalData(), actor, cancellationToken),
        CommandRoad.Anonymous => hub.ReportAnonymouslyAsync((FileReport)command, data ?? new PersonalData(), cancellationToken),
        CommandRoad.Known => hub.ExecuteKnownAsync(command, actor, cancellationToken),
        _ => hub.ExecuteAsync(command, actor, cancellationToken),
    };

    private protected override CommandAnswer Read(ReadOnlyMemory<byte> answer) => CommandAnswerCodec.Read(answer.Span);

    private protected override ReadOnlyMemory<byte> Write(CommandAnswer answer) => CommandAnswerCodec.Write(answer);
}
