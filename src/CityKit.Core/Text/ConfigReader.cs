namespace CityKit.Core.Text;

/// <summary>
/// Reads one object of a configuration text member by member. What is wrong is noted in <see cref="Errors"/> and reading goes on with an
/// empty value, so one pass reports everything; the caller looks at <see cref="Errors"/> before it uses a result. <see cref="Close"/> notes
/// members nobody asked for.
/// </summary>
public sealed partial class ConfigReader
{
    private const int EntryBytes = 64 << 10;
    private const int BlockBytes = 64 << 10;
    private static readonly LocalizedText Nothing = new("无", "nothing");
    private readonly JsonValue? value;
    private readonly HashSet<string> asked = [];

    private ConfigReader(JsonValue? value, string path, ConfigErrors errors) => (this.value, Path, Errors) = (value, path, errors);

    /// <summary>What is wrong so far in the whole text.</summary>
    public ConfigErrors Errors { get; }

    /// <summary>The place of this object in its file.</summary>
    public FilePlace Place => new(Line, Column);

    /// <summary>The way to this object; empty at the top.</summary>
    public string Path { get; }

    /// <summary>The line on which this object begins, from 1.</summary>
    public int Line => value?.Line ?? 1;

    /// <summary>The column at which this object begins, in characters, from 1.</summary>
    public int Column => value?.Column ?? 1;

    /// <summary>The names of its members, in the order written; for objects used as maps. Asking for it makes all of them known.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = value?.Members.Select(m => m.Name).ToArray() ?? [];
            asked.UnionWith(names);
            return names;
        }
    }

    /// <summary>Opens a text whose top value is an object.</summary>
    public static ConfigReader Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        var errors = new ConfigErrors();
        var root = JsonText.Parse(utf8, limits ?? JsonLimits.Default, out var error);
        if (error is not null) errors.Add(error);
        else if (root!.Kind != JsonKind.Object) errors.Add(ErrorAt(root, "", JsonValue.AnObject));
        return new ConfigReader(root?.Kind == JsonKind.Object ? root : null, "", errors);
    }

    /// <summary>
    /// Opens a text of any length whose top value is an object, and reads it from a stream: the objects of one of its arrays are handed
    /// over one after the other and not kept. What is broken, or too large an entry, ends it; then <see cref="Errors"/> says only that.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="array">The name of the array; the reader that is returned has it without its values.</param>
    /// <param name="entry">Takes each object, with its path and place.</param>
    /// <param name="limits">How deep values may nest; <see cref="JsonLimits.Bytes"/> is how large an entry, or another member, may be.
    /// 64 KiB unless given.</param>
    /// <returns>The object around it, to be read and closed as any other.</returns>
    public static ConfigReader Stream(Stream utf8, string array, Action<ConfigReader> entry, JsonLimits? limits = null) =>
        Stream(utf8, array, entry, limits, BlockBytes);

    internal static ConfigReader Stream(Stream utf8, string array, Action<ConfigReader> entry, JsonLimits? limits, int block)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentException.ThrowIfNullOrEmpty(array);
        ArgumentNullException.ThrowIfNull(entry);
        var errors = new ConfigErrors();
        var stream = new JsonEntryStream(utf8, array, (value, index) => Take(value, $"{array}[{index}]", errors, entry),
            limits ?? new JsonLimits { Bytes = EntryBytes }, block);
        var root = stream.Read();
        if (stream.Error is { } broken) (errors = new ConfigErrors()).Add(broken);
        else if (root!.Kind != JsonKind.Object) errors.Add(ErrorAt(root, "", JsonValue.AnObject));
        return new ConfigReader(root?.Kind == JsonKind.Object ? root : null, "", errors);
    }

    /// <summary>Whether the member is there.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The member's value as it is; null when it is not there.</summary>
    public JsonValue? Find(string name)
    {
        asked.Add(name);
        return value?.Find(name)?.Value;
    }

    /// <summary>Notes that a member, or the lack of it, is wrong.</summary>
    /// <param name="name">The member.</param>
    /// <param name="allowed">What may be there.</param>
    /// <param name="nearMiss">What was probably meant.</param>
    /// <param name="found">What is there, when the value itself does not say it.</param>
    public void Reject(string name, LocalizedText allowed, string? nearMiss = null, LocalizedText? found = null)
    {
        if (value is null) return;
        var at = Find(name);
        Errors.Add(new ConfigError((at ?? value).Line, (at ?? value).Column, PathOf(name), found ?? at?.Shown ?? Nothing,
            allowed, nearMiss));
    }

    /// <summary>Notes an unknown word of a member; the error lists the known words and names the nearest one.</summary>
    /// <param name="name">The member.</param>
    /// <param name="found">The word, in full.</param>
    /// <param name="known">The words that may be there.</param>
    public void RejectUnknown(string name, string found, params IReadOnlyCollection<string> known) =>
        Reject(name, LocalizedText.Values(known), NearMiss.Of(found, known), LocalizedText.Values($"'{found}'"));

    /// <summary>Notes the first key that is there more than once; nothing when each is there once.</summary>
    /// <param name="name">The member, an array.</param>
    /// <param name="allowed">That each may be there once.</param>
    /// <param name="keys">The keys of its items.</param>
    public void RejectTwice(string name, LocalizedText allowed, IEnumerable<string> keys)
    {
        if (keys.GroupBy(key => key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            Reject(name, allowed, found: ConfigError.Twice(twice.Key));
    }

    /// <summary>Notes that this object as a whole is wrong.</summary>
    public void RejectAll(LocalizedText found, LocalizedText allowed)
    {
        if (value is not null) Errors.Add(new ConfigError(value.Line, value.Column, Path, found, allowed));
    }

    /// <summary>
    /// Notes every member that nobody asked for, with the known name that is near. A text <c>$schema</c> at the top of a file is for
    /// editors and always known.
    /// </summary>
    public void Close()
    {
        if (value is null) return;
        foreach (var member in value.Members)
            if (!asked.Contains(member.Name) && !IsForEditors(member)) Errors.Add(Unknown(member));
    }

    private bool IsForEditors(JsonMember member) => Path.Length == 0 && member is { Name: "$schema", Value.Kind: JsonKind.String };

    private static void Take(JsonValue value, string path, ConfigErrors errors, Action<ConfigReader> entry)
    {
        if (value.Kind == JsonKind.Object) entry(new ConfigReader(value, path, errors));
        else errors.Add(ErrorAt(value, path, JsonValue.AnObject));
    }

    private ConfigError Unknown(JsonMember member) =>
        new(member.Line, member.Column, PathOf(member.Name), new($"未知成员 '{member.Name}'", $"unknown member '{member.Name}'"),
            LocalizedText.Values(asked.Order(StringComparer.Ordinal)), NearMiss.Of(member.Name, asked.Order(StringComparer.Ordinal)));

    private static ConfigError ErrorAt(JsonValue at, string path, LocalizedText allowed) =>
        new(at.Line, at.Column, path, at.Shown, allowed);

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
