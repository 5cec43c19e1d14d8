using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Intake;
using NodaTime;

namespace CityKit.Partitions;

/// <summary>The answer to a batch between two processes of a city: [status, lane, cursor, hash, message, receipt, owner,
/// its signature, seconds to wait].</summary>
internal static class BatchAnswerCodec
{
    private const int FixedBytes = 64;
    private const int OwnerBytes = SignedAddress.MaxLength + 96;
    private const int Fields = 9;

    internal static ReadOnlyMemory<byte> Write(BatchAnswer answer)
    {
        var receipt = answer.Receipt?.Encode() ?? [];
        var writer = new WireWriter(new byte[FixedBytes + CallBytes.LengthOf(answer.Message) + receipt.Length + OwnerBytes]);
        writer.WriteArrayHeader(Fields);
        writer.WriteInt64((int)answer.Status);
        writer.WriteInt64((byte)answer.Lane);
        writer.WriteInt64(answer.Cursor.Sequence);
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        answer.Cursor.Hash.WriteTo(hash);
        writer.WriteBinary(hash);
        CallBytes.Write(ref writer, answer.Message);
        writer.WriteBinary(receipt);
        writer.WriteString(answer.Owner?.Text ?? "");
        writer.WriteBinary(answer.Owner is { } owner ? owner.Signature.Span : []);
        writer.WriteInt64((long)(answer.After?.TotalSeconds ?? 0));
        return writer.Written.ToArray();
    }

    /// <exception cref="FormatException">It is something else.</exception>
    internal static BatchAnswer Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        CallBytes.ReadHead(ref reader, Fields);
        var status = (BatchStatus)CallBytes.ReadNumber(ref reader, (int)BatchStatus.UnknownSuite);
        var lane = (Lane)CallBytes.ReadNumber(ref reader, (int)Lane.Reading);
        var sequence = reader.ReadInt64();
        var hash = reader.ReadBinary();
        if (hash.Length != RunningHash.ByteLength) reader.Reject(0,
            new($"{hash.Length} 字节的哈希", $"a hash of {hash.Length} bytes"), LocalizedText.Values($"{RunningHash.ByteLength}"));
        var message = CallBytes.ReadText(ref reader);
        var receipt = reader.ReadBinary().ToArray();
        var owner = new SignedAddress(reader.ReadString(SignedAddress.MaxLength), reader.ReadBinary().ToArray());
        var after = CallBytes.ReadNumber(ref reader, int.MaxValue);
        CallBytes.CheckEnd(reader);
        return new BatchAnswer(status, lane, new LaneCursor(sequence, RunningHash.FromBytes(hash)), message)
        {
            Owner = owner.Text.Length == 0 ? null : owner,
            After = after == 0 ? null : Duration.FromSeconds(after),
            Receipt = receipt.Length == 0 ? null : SignedReceipt.Decode(receipt, out var wrong) ?? throw new FormatException($"{wrong}"),
        };
    }
}
