using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Text;
using NodaTime.Text;

namespace CityKit.AccessKeys;

/// <summary>The file of access keys (访问密钥文件): JSON, with hashes in place of secrets; <c>citykit key</c> writes it.</summary>
public static partial class AccessKeyFile
{
    private const int MaxActor = 128;
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>The keys, or null with everything that is wrong and where.</summary>
    public static IReadOnlyList<AccessKey>? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("version", 1, 1);
        var ids = new HashSet<string>();
        var keys = reader.Objects("keys").Select(entry => ReadKey(entry, ids)).ToArray();
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? keys : null;
    }

    /// <summary>The file's bytes, UTF-8.</summary>
    public static byte[] ToUtf8(IEnumerable<AccessKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Indented)) Write(writer, keys);
        return bytes.WrittenSpan.ToArray();
    }

    private static AccessKey ReadKey(ConfigReader entry, HashSet<string> ids)
    {
        var id = entry.Text("id", 12);
        if (!IdRule().IsMatch(id)) entry.Reject("id", new("12 位十六进制数字", "12 hexadecimal digits"));
        else if (!ids.Add(id)) entry.Reject("id", new("每个标识只出现一次", "each id once"));
        var hash = entry.Text("sha256", 64);
        if (!HashRule().IsMatch(hash)) entry.Reject("sha256", new("64 位十六进制数字", "64 hexadecimal digits"));
        var actor = new Actor(entry.Text("actor", MaxActor), entry.TextOrNull("body", MaxActor) ?? "", ReadRoles(entry))
        {
            Grants = [.. Read<Grant>(entry, "grants", 
                new("范围内的角色，如 DutyOfficer@area/370202", "a role in a scope, such as DutyOfficer@area/370202"))],
            Places = [.. Read<Scope>(entry, "places", 
                new("范围，如 compound/名称 或 area/370202", "a scope such as compound/NAME or area/370202"))],
        };
        var key = new AccessKey(id, HashRule().IsMatch(hash) ? Convert.FromHexString(hash) : default, actor)
        {
            NotAfter = entry.InstantOrNull("notAfter"),
            ReplacedBy = entry.TextOrNull("replacedBy", 12),
        };
        entry.Close();
        return key;
    }

    private static HashSet<Role> ReadRoles(ConfigReader entry)
    {
        var roles = new HashSet<Role>();
        foreach (var name in entry.Texts("roles", required: false))
        {
            if (Role.TryParse(name, out var role) && role != Role.System) roles.Add(role);
            else entry.Reject("roles", new("角色名称，System 除外", "names of roles, not System"), found: LocalizedText.Values($"'{name}'"));
        }
        return roles;
    }

    private static List<T> Read<T>(ConfigReader entry, string name, LocalizedText form) where T : IParsable<T>
    {
        var values = new List<T>();
        foreach (var text in entry.Texts(name, Actor.MaxScopes, 256, required: false))
        {
            if (T.TryParse(text, null, out var value)) values.Add(value);
            else entry.Reject(name, form, found: LocalizedText.Values($"'{text}'"));
        }
        return values;
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<AccessKey> keys)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteStartArray("keys");
        foreach (var key in keys) Write(writer, key);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AccessKey key)
    {
        writer.WriteStartObject();
        writer.WriteString("id", key.Id);
        writer.WriteString("sha256", Convert.ToHexStringLower(key.Hash.Span));
        writer.WriteString("actor", key.Actor.Id);
        if (key.Actor.Body.Length > 0) writer.WriteString("body", key.Actor.Body);
        writer.WriteStartArray("roles");
        foreach (var role in key.Actor.Roles.Order()) writer.WriteStringValue(role.ToString());
        writer.WriteEndArray();
        Write(writer, "grants", key.Actor.Grants.Select(grant => grant.ToString()));
        Write(writer, "places", key.Actor.Places.Select(place => place.ToString()));
        if (key.NotAfter is { } end) writer.WriteString("notAfter", InstantPattern.ExtendedIso.Format(end));
        if (key.ReplacedBy is { } next) writer.WriteString("replacedBy", next);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        if (!texts.Any()) return;
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    [GeneratedRegex("^[0-9a-f]{12}$")]
    private static partial Regex IdRule();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex HashRule();
}
