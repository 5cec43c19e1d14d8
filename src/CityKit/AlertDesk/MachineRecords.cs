using System.Text.Json;
using CityKit.Documents;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>The records of machines as a store keeps them, and what they can be asked by.</summary>
public static class MachineRecords
{
    /// <summary>The class.</summary>
    public static DocumentIndex<MachineRecord> Class { get; } = DocumentIndex<MachineRecord>.Text("class", r => r.Class);

    /// <summary>The kind of machine, as <see cref="LeadSources"/> says it.</summary>
    public static DocumentIndex<MachineRecord> Source { get; } =
        DocumentIndex<MachineRecord>.Text("source", r => LeadSources.WordOf(r.Source));

    /// <summary>The machine's account.</summary>
    public static DocumentIndex<MachineRecord> By { get; } = DocumentIndex<MachineRecord>.Text("machine", r => r.By);

    /// <summary>When a lead of it was last judged.</summary>
    public static DocumentIndex<MachineRecord> At { get; } = DocumentIndex<MachineRecord>.Order("at", r => r.ChangedAt);

    /// <summary>All records.</summary>
    public static DocumentKind<MachineRecord> Kind { get; } = new(
        "machine_record", r => r.Id, r => DeskJson.ToUtf8(r, Write), Read, Class, Source, By, At);

    internal static void Write(Utf8JsonWriter writer, MachineRecord record)
    {
        writer.WriteStartObject();
        WriteMembers(writer, record);
        writer.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter writer, MachineRecord record)
    {
        writer.WriteString("class", record.Class);
        writer.WriteString("source", LeadSources.WordOf(record.Source));
        writer.WriteString("machine", record.By);
        writer.WriteString("version", record.Version);
        writer.WriteNumber("confirmed", record.Confirmed);
        writer.WriteNumber("dismissed", record.Dismissed);
        DeskJson.WriteTime(writer, "changedAt", record.ChangedAt);
    }

    private static MachineRecord Read(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, json => new MachineRecord(
        json.GetProperty("class").GetString()!, LeadSources.Parse(json.GetProperty("source").GetString()!),
        json.GetProperty("machine").GetString()!, json.GetProperty("version").GetString()!)
    {
        Confirmed = json.GetProperty("confirmed").GetInt64(), Dismissed = json.GetProperty("dismissed").GetInt64(),
        ChangedAt = DeskJson.Time(json, "changedAt")!.Value,
    });
}
