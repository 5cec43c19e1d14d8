using System.Text;
using CityKit.Core.Time;
using CityKit.Core.Wire;

namespace CityKit.Components.Registry.Codec;

/// <summary>
/// Writes an entry: an array of <see cref="Fields"/> values in the order of the standard's table, and the owner's own id after them when
/// there is one.
/// </summary>
internal static class EntryWriter
{
    internal const int Version = 1;
    internal const int Fields = 23;

    internal static void Write(ref WireWriter writer, ComponentEvent entry)
    {
        writer.WriteArrayHeader(entry.After.ExternalId.Length > 0 ? Fields + 1 : Fields);
        writer.WriteInt64(Version);
        writer.WriteInt64(entry.Number);
        writer.WriteInt64((long)entry.Kind);
        writer.WriteInt64(DayNumber.Of(entry.Record.On));
        writer.WriteInt64(entry.Record.RecordedAt.ToUnixNanoseconds());
        Text(ref writer, entry.Record.By);
        Text(ref writer, entry.Record.Reason);
        Component(ref writer, entry.After);
    }

    private static void Component(ref WireWriter writer, Component component)
    {
        writer.WriteInt64(component.Id.ToInt64());
        Text(ref writer, component.Name);
        Body(ref writer, component.Department);
        Body(ref writer, component.Owner);
        Body(ref writer, component.Maintainer);
        Text(ref writer, component.Grid.ToShortString());
        writer.WriteInt64((long)component.State);
        writer.WriteInt64(DayNumber.Of(component.FirstSurveyed));
        writer.WriteInt64(component.Changed is { } changed ? DayNumber.Of(changed) : 0);
        writer.WriteInt64((long)component.DataSource);
        Text(ref writer, component.Note);
        Area(ref writer, component.Street);
        Area(ref writer, component.Community);
        writer.WriteDouble(component.Location.Longitude);
        writer.WriteDouble(component.Location.Latitude);
        writer.WriteArrayHeader(component.Photos.Count);
        foreach (var photo in component.Photos) Text(ref writer, photo);
        if (component.ExternalId.Length > 0) Text(ref writer, component.ExternalId);
    }

    private static void Body(ref WireWriter writer, ResponsibleBody? body)
    {
        if (body is null) { writer.WriteNil(); return; }
        writer.WriteArrayHeader(2);
        Text(ref writer, body.Name);
        Text(ref writer, body.Code?.Value ?? "");
    }

    private static void Area(ref WireWriter writer, AreaName? area)
    {
        if (area is not { } named) { writer.WriteNil(); return; }
        writer.WriteArrayHeader(2);
        Text(ref writer, named.Code.ToString());
        Text(ref writer, named.Name ?? "");
    }

    private static void Text(ref WireWriter writer, string text)
    {
        if (text.Length * 3 > ComponentCodec.MaxTextBytes
            && Encoding.UTF8.GetByteCount(text) is var bytes and > ComponentCodec.MaxTextBytes)
            throw new ArgumentException($"A text of {bytes} bytes; at most {ComponentCodec.MaxTextBytes}.");
        writer.WriteString(text);
    }
}
