using System.Security.Cryptography;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core.Chain;
using CityKit.Documents;

namespace CityKit.Verifying;

/// <summary>What a replay of the journal made of one document (重放证明).</summary>
/// <param name="Document">The document as the store has it; its version is the entry through which was replayed.</param>
/// <param name="Stored">Its bytes, as exports have them.</param>
/// <param name="Replayed">The bytes that the journal gives; null when it gives no such document, or could not be replayed so far.</param>
/// <param name="Hash">The running hash after the last entry that was replayed.</param>
/// <param name="Seal">The entry with the seal that the hash was checked against; null when none follows, or one did not fit.</param>
/// <param name="BrokenAt">The entry with the first seal that did not fit; null when all did.</param>
/// <param name="Findings">What was decided otherwise, or could not be replayed.</param>
internal sealed record DocumentProof(StoredDocument Document, byte[] Stored, byte[]? Replayed, RunningHash Hash, long? Seal, long? BrokenAt,
    IReadOnlyList<ReplayFinding> Findings)
{
    /// <summary>Whether the journal gives the same bytes, and is itself as it was written.</summary>
    internal bool IsSame => BrokenAt is null && Replayed is { } bytes && bytes.AsSpan().SequenceEqual(Stored);

    internal static void Write(Utf8JsonWriter writer, DocumentProof proof)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("same", proof.IsSame);
        writer.WriteNumber("from", 1);
        writer.WriteNumber("through", proof.Document.Version);
        writer.WriteString("hash", proof.Hash.ToString());
        if (proof.Seal is { } seal) writer.WriteNumber("seal", seal);
        if (proof.BrokenAt is { } broken) writer.WriteNumber("brokenAt", broken);
        WriteBytes(writer, "stored", proof.Stored);
        if (proof.Replayed is { } replayed) WriteBytes(writer, "replayed", replayed);
        writer.WriteStartArray("findings");
        foreach (var finding in proof.Findings) Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, string name, byte[] bytes)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("bytes", bytes.Length);
        writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReplayFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("code", finding.Code);
        writer.WriteString("kind", finding.Kind);
        writer.WriteString("id", finding.Id);
        writer.WriteNumber("entry", finding.Entry);
        DeskJson.WriteText(writer, "found", finding.Found);
        DeskJson.WriteText(writer, "expected", finding.Expected);
        DeskJson.WriteText(writer, "remedy", finding.Remedy);
        writer.WriteEndObject();
    }
}
