using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Documents;

namespace CityKit.Partitions;

/// <summary>
/// The answer to a command between two processes of a city: [refusal, item, lead, alert, hand-over], documents as stores keep them.
/// </summary>
internal static class CommandAnswerCodec
{
    private const int Fields = 5;
    private const int HeadBytes = 8;

    internal static ReadOnlyMemory<byte> Write(CommandAnswer answer)
    {
        ReadOnlyMemory<byte>[] documents =
        [
            BytesOf(ItemDocuments.Kind, answer.Item), BytesOf(LeadDocuments.Kind, answer.Lead),
            BytesOf(AlertDocuments.Kind, answer.Alert), BytesOf(HandOvers.Kind, answer.HandOver),
        ];
        var length = HeadBytes + CallBytes.LengthOf(answer.Refusal) + documents.Sum(document => HeadBytes + document.Length);
        var writer = new WireWriter(new byte[length]);
        writer.WriteArrayHeader(Fields);
        CallBytes.Write(ref writer, answer.Refusal);
        foreach (var document in documents) writer.WriteBinary(document.Span);
        return writer.Written.ToArray();
    }

    /// <exception cref="FormatException">It is something else.</exception>
    internal static CommandAnswer Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        CallBytes.ReadHead(ref reader, Fields);
        var refusal = CallBytes.ReadRefusal(ref reader);
        var (item, lead) = (Read(ItemDocuments.Kind, ref reader), Read(LeadDocuments.Kind, ref reader));
        var (alert, handOver) = (Read(AlertDocuments.Kind, ref reader), Read(HandOvers.Kind, ref reader));
        CallBytes.CheckEnd(reader);
        return new CommandAnswer(refusal, item, lead) { Alert = alert, HandOver = handOver };
    }

    private static ReadOnlyMemory<byte> BytesOf<T>(DocumentKind<T> kind, T? document) where T : class =>
        document is null ? default : kind.Put(document, 0).Bytes!.Value;

    private static T? Read<T>(DocumentKind<T> kind, ref WireReader reader) where T : class =>
        reader.ReadBinary() is { IsEmpty: false } bytes ? kind.Read(new StoredDocument(kind.Name, "answer", 0, bytes.ToArray())) : null;
}
