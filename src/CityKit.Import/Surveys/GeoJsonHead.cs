using System.Text.Json;
using CityKit.Import.Files;

namespace CityKit.Import.Surveys;

/// <summary>What is before the first feature of a GeoJSON text, and how features follow each other.</summary>
internal sealed class GeoJsonHead(TextWindow input)
{
    private const int MostBytes = 1 << 20;
    private const byte LineFeed = (byte)'\n';
    private const byte RecordSeparator = 0x1E;

    /// <summary>The coordinate system of a member <c>crs</c>, as GeoJSON had it before RFC 7946; null without.</summary>
    internal string? System { get; private set; }

    /// <summary>Whether features are one after the other, rather than in a collection's array.</summary>
    internal bool IsSequence { get; private set; }

    /// <summary>
    /// What comes between two features of a sequence, so that a broken one is passed over; null when nothing surely does.
    /// </summary>
    internal byte? Separator { get; private set; }

    /// <summary>Passes what is before the first feature; false when there is none.</summary>
    internal bool TryRead()
    {
        input.PassMark();
        if (PassSpaces() == RecordSeparator) Separator = RecordSeparator;
        while (!TryFind())
            if (input.Window.Length > MostBytes || !input.Fill()) return false;
        if (IsSequence && Separator is null && IsOnOneLine()) Separator = LineFeed;
        return true;
    }

    private byte PassSpaces()
    {
        byte last = 0;
        while (!input.Window.IsEmpty || input.Fill())
        {
            if (input.Window[0] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or LineFeed or RecordSeparator)) return last;
            if (input.Window[0] == RecordSeparator) last = RecordSeparator;
            input.Pass(1);
        }
        return last;
    }

    private bool TryFind()
    {
        var reader = new Utf8JsonReader(input.Window, input.AtEnd, default);
        var (name, isCrs) = (Member.Other, false);
        while (reader.Read())
        {
            if (name == Member.Features && reader.TokenType == JsonTokenType.StartArray) return Pass((int)reader.BytesConsumed);
            if (name == Member.Type && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Feature"u8))
                return IsSequence = true;
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) isCrs = reader.ValueTextEquals("crs"u8);
            if (isCrs && name == Member.Name && reader.TokenType == JsonTokenType.String) System = reader.GetString();
            name = reader.TokenType != JsonTokenType.PropertyName ? Member.Other : MemberOf(ref reader);
            if (reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 0 }) return false;
        }
        return false;
    }

    private bool Pass(int count)
    {
        input.Pass(count);
        return true;
    }

    private static Member MemberOf(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth > 1) return reader.ValueTextEquals("name"u8) ? Member.Name : Member.Other;
        if (reader.ValueTextEquals("features"u8)) return Member.Features;
        return reader.ValueTextEquals("type"u8) ? Member.Type : Member.Other;
    }

    private bool IsOnOneLine()
    {
        while (input.Window.Length <= MostBytes)
        {
            var reader = new Utf8JsonReader(input.Window, input.AtEnd, default);
            if (reader.Read() && reader.TrySkip()) return !input.Window[..(int)reader.BytesConsumed].Contains(LineFeed);
            if (!input.Fill()) return false;
        }
        return false;
    }

    private enum Member
    {
        Other,
        Features,
        Type,
        Name,
    }
}
