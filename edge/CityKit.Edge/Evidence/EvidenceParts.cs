using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Edge.Evidence;

/// <summary>An evidence file taken apart, with the place of each part; nothing is checked yet but the form.</summary>
internal sealed class EvidenceParts
{
    internal List<(byte[] Bytes, int At)> Entries { get; } = [];

    internal byte[] Key { get; private set; } = [];

    internal int KeyAt { get; private set; }

    internal byte[] Signature { get; private set; } = [];

    internal int SignatureAt { get; private set; }

    internal static EvidenceParts? Read(ReadOnlySpan<byte> bytes, out WireError? error)
    {
        var parts = new EvidenceParts();
        var reader = new WireReader(bytes);
        if (reader.ReadArrayHeader() != 4) reader.Reject(0, new("其他格式", "another form"), WireError.Array(4));
        var at = reader.Position;
        if (reader.ReadString(64) is var format && format != EvidenceFile.Format)
            reader.Reject(at, LocalizedText.Values($"'{format}'"), LocalizedText.Values($"'{EvidenceFile.Format}'"));
        at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count > EvidenceRecord.MaxEdges + 1) reader.Reject(at,
            new($"{count} 个条目", $"{count} entries"), WireError.AtMost(EvidenceRecord.MaxEdges + 1));
        for (var i = 0; i < count && reader.Error is null; i++) parts.ReadEntry(ref reader);
        parts.KeyAt = reader.Position;
        parts.Key = reader.ReadBinary().ToArray();
        parts.SignatureAt = reader.Position;
        parts.Signature = reader.ReadBinary().ToArray();
        if (!reader.AtEnd) reader.RejectRest(new("文件", "file"));
        error = reader.Error;
        return error is null ? parts : null;
    }

    private void ReadEntry(ref WireReader reader)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 2) reader.Reject(at,
            new("其他格式", "another form"), new("长度为 2 的数组：条目、哈希", "an array of 2: entry, hash"));
        var bytes = reader.ReadBinary().ToArray();
        reader.ReadBinary();
        Entries.Add((bytes, at));
    }
}
