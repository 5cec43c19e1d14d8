using CityKit.Core.Wire;
using CityKit.Feeds;

namespace CityKit.Partitions;

/// <summary>What a utility's batch has for one partition.</summary>
/// <param name="readings">The rows of its sensors.</param>
internal sealed class FeedCall(FeedBatch readings) : PartitionCall<FeedAnswer>
{
    private const int Fields = 4;
    private const int HeadBytes = 48;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes() => CallBytes.Of(CallKind.Feed, FeedCodec.Write(readings));

    internal static FeedCall Of(ReadOnlyMemory<byte> asked) => new(FeedCodec.Read(asked));

    private protected override ValueTask<FeedAnswer> DecideAsync(CityHub hub, CancellationToken cancellationToken) =>
        hub.AcceptAsync(readings, cancellationToken);

    private protected override FeedAnswer Read(ReadOnlyMemory<byte> answer)
    {
        var reader = new WireReader(answer.Span);
        CallBytes.ReadHead(ref reader, Fields);
        var read = new FeedAnswer(Count(ref reader), Count(ref reader), Count(ref reader), CallBytes.ReadRefusal(ref reader));
        CallBytes.CheckEnd(reader);
        return read;
    }

    private protected override ReadOnlyMemory<byte> Write(FeedAnswer answer)
    {
        var writer = new WireWriter(new byte[HeadBytes + CallBytes.LengthOf(answer.Refusal)]);
        writer.WriteArrayHeader(Fields);
        writer.WriteInt64(answer.Accepted);
        writer.WriteInt64(answer.Duplicates);
        writer.WriteInt64(answer.Undecided);
        CallBytes.Write(ref writer, answer.Refusal);
        return writer.Written.ToArray();
    }

    private static int Count(ref WireReader reader) => CallBytes.ReadNumber(ref reader, int.MaxValue);
}
