using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CityKit.Cases.Profiles;

/// <summary>The profiles a city works with (业务类型目录). Immutable.</summary>
public sealed class ProfileCatalogue
{
    private readonly FrozenDictionary<string, Profile> profiles;

    private ProfileCatalogue(IEnumerable<Profile> profiles) => this.profiles = profiles.ToFrozenDictionary(profile => profile.Id);

    /// <summary>City-management case (市案卷), property order (物业工单) and care visit (探访), as built in.</summary>
    public static ProfileCatalogue BuiltIn { get; } = new(Embedded());

    /// <summary>The profiles, by id.</summary>
    public IReadOnlyList<Profile> All => [.. profiles.Values.OrderBy(profile => profile.Id, StringComparer.Ordinal)];

    /// <summary>This catalogue with one profile added or replaced.</summary>
    public ProfileCatalogue With(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new ProfileCatalogue(profiles.Values.Where(old => old.Id != profile.Id).Append(profile));
    }

    /// <summary>Finds a profile.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out Profile? profile) => profiles.TryGetValue(id, out profile);

    private static IEnumerable<Profile> Embedded()
    {
        var assembly = typeof(ProfileCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("profiles/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return ProfileReader.Read(bytes, out var errors) ?? throw new InvalidOperationException($"{name}: {string.Join("; ", errors)}");
        }
    }
}
