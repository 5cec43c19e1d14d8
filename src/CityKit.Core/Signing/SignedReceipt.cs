using System.Buffers.Binary;
using CityKit.Core.Chain;
using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>A receipt with the hub's signature, as a device keeps it and shows it again.</summary>
/// <param name="Content">What was answered.</param>
/// <param name="Signature">64 bytes, r then s.</param>
public sealed record SignedReceipt(HubReceipt Content, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The most bytes of <see cref="Encode"/>.</summary>
    public const int MaxBytes = BatchHeader.MaxReceiptBytes;

    private const int Version = 1;
    private const int FieldCount = 10;
    private const int FieldCountWithPath = 11;
    private const int MaxStatus = 32;
    private const int BatchBytes = 32;
    private const int SignatureBytes = 64;
    private const int HistoryBytes = 16;

    /// <summary>
    /// The hashes beside the answer's way to the root that is signed (<see cref="AnswerTree"/>); empty when the answer itself is.
    /// </summary>
    public ReadOnlyMemory<byte> Path { get; init; }

    /// <summary>True when this key signed it.</summary>
    public bool IsSignedBy(DevicePublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return (Path.IsEmpty ? Content.ToBytes() : AnswerTree.TextFor(Content, Path.Span)) is { } text && key.Verify(text, Signature.Span);
    }

    /// <summary>
    /// One MessagePack array: version, device, outbox, lane, status, cursor, hash, history, batch, signature, and the path where there is
    /// one.
    /// </summary>
    public byte[] Encode()
    {
        Span<byte> fixedSize = stackalloc byte[RunningHash.ByteLength];
        var writer = new WireWriter(new byte[MaxBytes]);
        writer.WriteArrayHeader(Path.IsEmpty ? FieldCount : FieldCountWithPath);
        writer.WriteInt64(Version);
        writer.WriteString(Content.Device.Value);
        Content.Outbox.WriteTo(fixedSize);
        writer.WriteBinary(fixedSize[..OutboxId.ByteLength]);
        writer.WriteInt64((byte)Content.Lane);
        writer.WriteString(Content.Status);
        writer.WriteInt64(Content.Cursor);
        Content.Hash.WriteTo(fixedSize);
        writer.WriteBinary(fixedSize);
        BinaryPrimitives.WriteUInt128BigEndian(fixedSize, Content.History);
        writer.WriteBinary(fixedSize[..HistoryBytes]);
        writer.WriteBinary(Content.Batch.Span);
        writer.WriteBinary(Signature.Span);
        if (!Path.IsEmpty) writer.WriteBinary(Path.Span);
        return writer.Written.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; the signature is not checked.</summary>
    /// <returns>The receipt, or null with what is wrong and where.</returns>
    public static SignedReceipt? Decode(ReadOnlyMemory<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes.Span);
        if (bytes.Length > MaxBytes) reader.Reject(0, WireError.Bytes(bytes.Length), WireError.AtMost(MaxBytes));
        var fields = reader.ReadArrayHeader();
        if (fields < FieldCount) reader.Reject(0,
            new($"有 {fields} 个值的回执", $"a receipt of {fields} values"), WireError.AtLeast(FieldCount));
        var receipt = Read(ref reader);
        if (fields >= FieldCountWithPath && reader.Error is null) receipt = receipt with { Path = reader.ReadBinary().ToArray() };
        for (var i = FieldCountWithPath; i < fields && reader.Error is null; i++) reader.Skip();
        if (!reader.AtEnd) reader.RejectRest(new("回执", "receipt"));
        error = reader.Error;
        return error is null ? receipt : null;
    }

    private static SignedReceipt Read(ref WireReader reader)
    {
        reader.ReadInRange(Version, Version, WireTerms.Version);
        var content = new HubReceipt(
            reader.ReadDevice(), OutboxId.FromBytes(reader.ReadExactly(OutboxId.ByteLength)),
            (Lane)reader.ReadInRange(0, 1, WireTerms.Lane), reader.ReadString(MaxStatus),
            reader.ReadInRange(0, long.MaxValue, WireTerms.Cursor),
            RunningHash.FromBytes(reader.ReadExactly(RunningHash.ByteLength)),
            BinaryPrimitives.ReadUInt128BigEndian(reader.ReadExactly(HistoryBytes)), reader.ReadExactly(BatchBytes).ToArray());
        return new SignedReceipt(content, reader.ReadExactly(SignatureBytes).ToArray());
    }
}
