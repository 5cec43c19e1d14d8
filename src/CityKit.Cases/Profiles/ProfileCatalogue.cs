using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using CityKit.Cases.Text;
using CityKit.Core.Text;

namespace CityKit.Cases.Profiles;

/// <summary>The profiles that a city works with (业务类型目录), the built-in ones and its own.</summary>
/// <remarks>
/// Give it to <c>UseProfiles</c> or to a <see cref="WorkEngine"/>. It is immutable, and any number of threads may use one. <see
/// cref="With"/> replaces the profile of the same id. It does not check a profile against rules, policy or catalogues: a hub does when it
/// starts, and <c>citykit city check</c> before.
/// </remarks>
/// <example><code>
/// var bikes = ProfileReader.Read(File.ReadAllBytes("bike.profile.json"), out var errors)
///     ?? throw new InvalidDataException(string.Join('\n', errors)); // every error, with line and column
/// var profiles = ProfileCatalogue.BuiltIn.With(bikes).Without("street-whistle");
/// services.AddCityKit(city => city.UseSqlite("city.db").UseProfiles(profiles));
/// </code></example>
public sealed class ProfileCatalogue
{
    private static readonly byte[] BuiltInText = Embedded();

    private readonly Lazy<FrozenDictionary<string, Profile>> profiles;

    private ProfileCatalogue(IEnumerable<Profile> profiles) =>
        this.profiles = new(() => profiles.ToFrozenDictionary(profile => profile.Id));

    /// <summary>
    /// What a district works on: city-management case (市案卷), hotline order (热线工单), governance matter (治理事项), street whistle
    /// (街道吹哨), order from above (上级交办), police hand-over (警务移交), property order (物业工单) and care visit (探访), as built in;
    /// read when something asks for one.
    /// </summary>
    public static ProfileCatalogue BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>The profiles, by id.</summary>
    public IReadOnlyList<Profile> All => [.. profiles.Value.Values.OrderBy(profile => profile.Id, StringComparer.Ordinal)];

    /// <summary>This catalogue with one profile added or replaced.</summary>
    public ProfileCatalogue With(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new ProfileCatalogue(profiles.Value.Values.Where(old => old.Id != profile.Id).Append(profile));
    }

    /// <summary>This catalogue without a profile; the same when it has none of that id.</summary>
    public ProfileCatalogue Without(string id) => new(profiles.Value.Values.Where(profile => profile.Id != id));

    /// <summary>
    /// The whole catalogue as UTF-8 JSON, <c>{"profiles": [...]}</c> with each profile as its file has it, by id; the same catalogue gives
    /// the same bytes.
    /// </summary>
    public byte[] ToUtf8() => this == BuiltIn ? [.. BuiltInText]
        : ConfigJson.ToUtf8(json => ConfigJson.Objects(json, "profiles", All, new ProfileWriter(json).Write));

    /// <summary>Reads what <see cref="ToUtf8"/> wrote; null with what is wrong and where.</summary>
    public static ProfileCatalogue? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        errors = [];
        if (utf8.SequenceEqual(BuiltInText)) return BuiltIn;
        var read = ReadAll(utf8, out errors);
        return errors.Count == 0 ? new ProfileCatalogue(read) : null;
    }

    /// <summary>Finds a profile.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out Profile? profile) => profiles.Value.TryGetValue(id, out profile);

    private static Profile[] ReadAll(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        var read = reader.Objects("profiles").Select(ProfileReader.Read).ToArray();
        reader.RejectTwice("profiles", ConfigForms.IdOnce, read.Select(profile => profile.Id));
        reader.Close();
        errors = reader.Errors;
        return read;
    }

    private static IEnumerable<Profile> ReadBuiltIn()
    {
        foreach (var profile in ReadAll(BuiltInText, out _)) yield return profile;
    }

    /// <summary>The files of <c>Data</c> as <see cref="ToUtf8"/> writes them; a test of the house holds the two together.</summary>
    private static byte[] Embedded()
    {
        using var stream = typeof(ProfileCatalogue).Assembly.GetManifestResourceStream("profiles.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
