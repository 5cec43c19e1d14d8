using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// A piece of evidence whose files a front has put into the archive: what is kept of it is encrypted already, and its giver is known by
/// subject. Every subject in it comes with its key, as its partition may not have it yet.
/// </summary>
/// <param name="veiled">What is kept.</param>
/// <param name="json">Writes commands.</param>
internal sealed class KeepCall(VeiledCommand veiled, CommandJson json) : PartitionCall<CommandAnswer>
{
    private const int Fields = 3;
    private const int RowBytes = 512;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes()
    {
        var (command, personal) = (json.Write(veiled.Command, veiled.Actor), veiled.Personal);
        var sealedBytes = personal.Records.Sum(row => row.Record.Sealed.Length)
            + personal.Subjects.Sum(subject => subject.Key.Wrapped.Length + (subject.Identity?.Sealed.Length ?? 0));
        var bytes = new byte[RowBytes * (1 + personal.Records.Count + personal.Subjects.Count) + command.Length + sealedBytes];
        bytes[0] = (byte)CallKind.Keep;
        var writer = new WireWriter(bytes.AsSpan(1));
        writer.WriteArrayHeader(Fields);
        writer.WriteBinary(command);
        writer.WriteArrayHeader(personal.Subjects.Count);
        foreach (var subject in personal.Subjects) Write(ref writer, subject);
        writer.WriteArrayHeader(personal.Records.Count);
        foreach (var (record, kind) in personal.Records) Write(ref writer, record, kind);
        return bytes.AsMemory(0, writer.Position + 1);
    }

    internal static KeepCall Of(ReadOnlyMemory<byte> asked, CommandJson json)
    {
        var reader = new WireReader(asked.Span);
        CallBytes.ReadHead(ref reader, Fields);
        var (command, actor) = json.Read(reader.ReadBinary().ToArray());
        var subjects = new NewSubject[reader.ReadArrayHeader()];
        for (var i = 0; i < subjects.Length; i++) subjects[i] = ReadSubject(ref reader);
        var records = new (ProtectedRecord, RecordKind)[reader.ReadArrayHeader()];
        for (var i = 0; i < records.Length; i++) records[i] = ReadRecord(ref reader);
        CallBytes.CheckEnd(reader);
        return new KeepCall(new VeiledCommand(command, actor, new PersonalInput(subjects, records), FoundSubjects.None), json);
    }

    private protected override ValueTask<CommandAnswer> DecideAsync(CityHub hub, CancellationToken cancellationToken) =>
        hub.KeepAsync(veiled, cancellationToken);

    private protected override CommandAnswer Read(ReadOnlyMemory<byte> answer) => CommandAnswerCodec.Read(answer.Span);

    private protected override ReadOnlyMemory<byte> Write(CommandAnswer answer) => CommandAnswerCodec.Write(answer);

    private static void Write(ref WireWriter writer, NewSubject subject)
    {
        writer.WriteBinary(subject.Key.Id.ToArray());
        writer.WriteBinary(subject.Key.Lookup.ToArray());
        writer.WriteBinary(subject.Key.Wrapped.Span);
        if (subject.Identity is { } identity) Write(ref writer, identity, RecordKind.Identity);
        else writer.WriteNil();
    }

    private static NewSubject ReadSubject(ref WireReader reader)
    {
        var key = new SubjectKey(SubjectId.FromBytes(reader.ReadBinary()), SubjectLookup.FromBytes(reader.ReadBinary()),
            reader.ReadBinary().ToArray());
        return new NewSubject(key, reader.TryReadNil() ? null : ReadRecord(ref reader).Record);
    }

    private static void Write(ref WireWriter writer, ProtectedRecord record, RecordKind kind)
    {
        writer.WriteArrayHeader(5);
        writer.WriteString(record.Id);
        writer.WriteBinary(record.Subject.ToArray());
        writer.WriteBinary(record.Sealed.Span);
        writer.WriteInt64(record.Suite);
        writer.WriteInt64((byte)kind);
    }

    private static (ProtectedRecord Record, RecordKind Kind) ReadRecord(ref WireReader reader)
    {
        CallBytes.ReadHead(ref reader, 5);
        var record = new ProtectedRecord(
            reader.ReadString(RowBytes), SubjectId.FromBytes(reader.ReadBinary()), reader.ReadBinary().ToArray())
        {
            Suite = CallBytes.ReadNumber(ref reader, int.MaxValue),
        };
        return (record, (RecordKind)CallBytes.ReadNumber(ref reader, (byte)RecordKind.Held));
    }
}
