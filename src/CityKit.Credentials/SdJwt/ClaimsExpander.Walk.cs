using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

internal sealed partial class ClaimsExpander
{
    private const int OfElement = -1;

    private void ExpandAll(ReadOnlySpan<byte> payload)
    {
        var reader = ReaderOf(payload);
        if (!Next(ref reader)) return;
        if (reader.TokenType != JsonTokenType.StartObject) Fail(TokenProblem.Form("payload", TokenForms.OtherValue, TokenForms.Object));
        if (Next(ref reader)) WriteObject(ref reader);
        Next(ref reader); // throws when something follows
        if (Problem is null && table.FirstUnused() is >= 0 and var unused) Fail(SdProblem.Unreferenced($"disclosure {unused + 1}"));
    }

    // The reader's own limit is beyond ours, so that too deep a text is reported as such.
    private Utf8JsonReader ReaderOf(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) Fail(TokenProblem.NotJson(Part(), limits.Token.Depth));
        return new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.Token.Depth + 2 });
    }

    private bool Next(scoped ref Utf8JsonReader reader) => Problem is null && reader.Read();

    private void WriteValue(scoped ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: if (Next(ref reader)) WriteObject(ref reader); break;
            case JsonTokenType.StartArray: WriteArray(ref reader); break;
            case JsonTokenType.String: WriteQuoted(ref reader); break;
            case JsonTokenType.EndArray: Fail(SdProblem.DisclosureForm(Part())); break; // the disclosure has an element too few
            default: Write(reader.ValueSpan); break;
        }
    }

    /// <summary>Writes an object; the reader is at its first member, or at its end.</summary>
    private void WriteObject(scoped ref Utf8JsonReader reader)
    {
        if (!Enter()) return;
        var frame = names.Count;
        Write("{"u8);
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            WriteMember(ref reader, frame);
            if (!Next(ref reader)) return;
        }
        Write("}"u8);
        if (--depth > 0) names.CutTo(frame);
    }

    private void WriteMember(scoped ref Utf8JsonReader reader, int frame)
    {
        if (!AddName(ref reader, frame)) return;
        path.Add(names.Count - 1);
        if (Is("_sd"u8)) WriteDisclosedMembers(ref reader, frame);
        else if (Is("_sd_alg"u8)) SkipHashAlgorithm(ref reader);
        else if (Is("..."u8)) Fail(SdProblem.DigestForm(Part()));
        else WriteNameAndValue(ref reader);
        path.RemoveAt(path.Count - 1);
    }

    private bool AddName(scoped ref Utf8JsonReader reader, int frame)
    {
        if (names.Count - frame >= limits.Members) return Fail(SdProblem.TooManyMembers(Part(), limits.Members));
        if (!names.TryAdd(ref reader, frame))
            return Fail(SdProblem.NameTwice($"{Part()} '{TokenProblem.Cut(reader.GetString()!)}'", current >= 0));
        if (depth == 1) top.Add(default);
        return true;
    }

    private bool Is(ReadOnlySpan<byte> name) => names[^1].SequenceEqual(name);

    private void SkipHashAlgorithm(scoped ref Utf8JsonReader reader)
    {
        if (depth > 1 || !Next(ref reader) || reader.TokenType != JsonTokenType.String) Fail(SdProblem.DigestForm(Part()));
    }

    private void WriteNameAndValue(scoped ref Utf8JsonReader reader)
    {
        Separate();
        WriteQuoted(ref reader);
        Write(":"u8);
        var (index, start) = (names.Count - 1, output.WrittenCount);
        if (Next(ref reader)) WriteValue(ref reader);
        if (depth == 1) top[index] = start..output.WrittenCount;
    }

    private void WriteDisclosedMembers(scoped ref Utf8JsonReader reader, int frame)
    {
        if (Next(ref reader) && reader.TokenType != JsonTokenType.StartArray) Fail(SdProblem.DigestForm(Part()));
        var member = path[^1];
        for (var index = 0; Next(ref reader) && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            path.Add(~index);
            var disclosure = TakeDigest(ref reader);
            path.RemoveRange(path.Count - 2, 2); // a claim is beside _sd, not in it
            if (disclosure >= 0) WriteDisclosure(disclosure, frame);
            else Record(null, path.Count);
            path.Add(member);
        }
    }

    private void WriteArray(scoped ref Utf8JsonReader reader)
    {
        if (!Enter()) return;
        Write("["u8);
        path.Add(~0);
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            var before = output.WrittenCount;
            WriteElement(ref reader);
            if (output.WrittenCount > before) path[^1]--; // ~(position + 1): the positions are those of the disclosed elements
        }
        path.RemoveAt(path.Count - 1);
        Write("]"u8);
        depth--;
    }

    private void WriteElement(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Separate();
            WriteValue(ref reader);
        }
        else if (Next(ref reader))
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("..."u8)) WriteDisclosedElement(ref reader);
            else
            {
                Separate();
                WriteObject(ref reader);
            }
        }
    }

    private void WriteDisclosedElement(scoped ref Utf8JsonReader reader)
    {
        var disclosure = Next(ref reader) ? TakeDigest(ref reader) : OfElement;
        if (Next(ref reader) && reader.TokenType != JsonTokenType.EndObject) Fail(SdProblem.DigestForm(Part()));
        if (disclosure < 0)
        {
            Record(null, path.Count - 1);
            return;
        }
        Separate();
        WriteDisclosure(disclosure, OfElement);
    }

    /// <summary>Takes the digest at the reader and finds its disclosure; -1 when it has none.</summary>
    private int TakeDigest(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) Fail(SdProblem.DigestForm(Part()));
        else if (IsUndisclosable()) Fail(SdProblem.ReservedName(Part()));
        else if (digests.Count >= limits.Digests) Fail(SdProblem.TooMany("token", "digests", "摘要", limits.Digests));
        else if (!digests.TryAdd(ref reader, 0)) Fail(SdProblem.RepeatedDigest(Part()));
        return Problem is null ? table.Use(digests[^1]) : -1;
    }

    /// <summary>Writes what a disclosure discloses: a member of an open object, or an element.</summary>
    private void WriteDisclosure(int disclosure, int frame)
    {
        var outer = current;
        current = disclosure;
        var reader = ReaderOf(Decode(table.Text(text.Span, disclosure)));
        if (!Next(ref reader) || reader.TokenType != JsonTokenType.StartArray || !Next(ref reader)
            || reader.TokenType != JsonTokenType.String
            || !Next(ref reader)) Fail(SdProblem.DisclosureForm(Part()));
        else if (frame == OfElement) WriteElementOf(ref reader);
        else WriteMemberOf(ref reader, frame);
        if (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray) Fail(SdProblem.DisclosureForm(Part()));
        Next(ref reader); // throws when something follows
        current = outer;
    }

    private void WriteElementOf(scoped ref Utf8JsonReader reader)
    {
        Record(current, path.Count);
        WriteValue(ref reader);
    }

    private void WriteMemberOf(scoped ref Utf8JsonReader reader, int frame)
    {
        var ahead = reader;
        if (reader.TokenType != JsonTokenType.String || !ahead.Read() || ahead.TokenType == JsonTokenType.EndArray)
            Fail(SdProblem.DisclosureForm(Part()));
        else if (AddName(ref reader, frame))
        {
            path.Add(names.Count - 1);
            if (IsReserved() || IsUndisclosable()) Fail(SdProblem.ReservedName(Part()));
            Record(current, path.Count);
            WriteNameAndValue(ref reader);
            path.RemoveAt(path.Count - 1);
        }
    }

    private bool IsReserved() => Is("_sd"u8) || Is("..."u8) || Is("_sd_alg"u8);

    /// <summary>Whether the way to here begins with a claim that may not be disclosed, nor anything within it.</summary>
    private bool IsUndisclosable()
    {
        if (path.Count > 0)
            foreach (var name in undisclosable)
                if (Ascii.Equals(names[path[0]], name)) return true;
        return false;
    }

    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> disclosure)
    {
        var room = decoded.GetSpan(StrictBase64Url.LengthOf(disclosure.Length));
        if (!StrictBase64Url.TryDecode(disclosure, room, out var length)) Fail(TokenProblem.Encoding($"disclosure {current + 1}"));
        decoded.Advance(length);
        return room[..length];
    }

    private bool Enter() => ++depth <= limits.Token.Depth || Fail(SdProblem.TooDeep(Part(), limits.Token.Depth));

    // An opening bracket or a colon has nothing before it to be separated from.
    private void Separate()
    {
        if (output.WrittenSpan[^1] is not ((byte)'{' or (byte)'[')) Write(","u8);
    }

    private void WriteQuoted(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped) _ = reader.GetString(); // throws for half a character
        var room = output.GetSpan(reader.ValueSpan.Length + 2);
        room[0] = room[reader.ValueSpan.Length + 1] = (byte)'"';
        reader.ValueSpan.CopyTo(room[1..]);
        output.Advance(reader.ValueSpan.Length + 2);
    }

    private void Write(ReadOnlySpan<byte> json) => output.Write(json);
}
