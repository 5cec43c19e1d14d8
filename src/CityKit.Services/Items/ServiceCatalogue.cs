using System.Collections.Frozen;
using CityKit.Core.Text;
using CityKit.Services.Claims;

namespace CityKit.Services.Items;

/// <summary>A city's service items (事项目录), with their materials, sources and bundles, from one JSON file.</summary>
/// <remarks>
/// Read one for a <see cref="Plans.ServicePlanner"/> or for the hub's services module. It is immutable, and any number of threads may use
/// one. None is built in: items and what they ask for are the city's. It knows no law: what the file says an item needs is what is asked.
/// </remarks>
/// <example><code>
/// var catalogue = ServiceCatalogue.Read(File.ReadAllBytes("new-born.json"), out var errors)
///     ?? throw new FormatException(string.Join('\n', errors)); // every error, with line and column
/// foreach (var item in catalogue.Items) Console.WriteLine($"{item.Id}: {item.Materials.Length} materials");
/// var bundle = catalogue.FindBundle("new-born");
/// </code></example>
public sealed class ServiceCatalogue
{
    private readonly FrozenDictionary<string, ServiceItem> items;
    private readonly FrozenDictionary<string, ServiceBundle> bundles;
    private readonly FrozenDictionary<string, InformationSource> sources;

    internal ServiceCatalogue(IReadOnlyList<CredentialType> credentials, IReadOnlyList<Party> parties,
        IReadOnlyList<InformationSource> sources, IReadOnlyList<ServiceItem> items, IReadOnlyList<ServiceBundle> bundles)
    {
        (Credentials, Parties, Sources, Items, Bundles) = (credentials, parties, sources, items, bundles);
        Types = new CredentialTypes(credentials, parties);
        this.items = items.ToFrozenDictionary(item => item.Id);
        this.bundles = bundles.ToFrozenDictionary(bundle => bundle.Id);
        this.sources = sources.ToFrozenDictionary(source => source.Id);
    }

    /// <summary>The types of credentials.</summary>
    public IReadOnlyList<CredentialType> Credentials { get; }

    /// <summary>Those whose credentials matter beside the applicant's.</summary>
    public IReadOnlyList<Party> Parties { get; }

    /// <summary>What departments can confirm.</summary>
    public IReadOnlyList<InformationSource> Sources { get; }

    /// <summary>The items.</summary>
    public IReadOnlyList<ServiceItem> Items { get; }

    /// <summary>The bundles.</summary>
    public IReadOnlyList<ServiceBundle> Bundles { get; }

    internal CredentialTypes Types { get; }

    /// <summary>Reads a file (schema 1); null with everything that is wrong and where.</summary>
    public static ServiceCatalogue? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors) =>
        new ServiceFile(ConfigReader.Parse(utf8)).Read(out errors);

    /// <summary>The item of an id; null for none.</summary>
    public ServiceItem? FindItem(string id) => items.GetValueOrDefault(id);

    /// <summary>The bundle of an id; null for none.</summary>
    public ServiceBundle? FindBundle(string id) => bundles.GetValueOrDefault(id);

    /// <summary>The source of an id; null for none.</summary>
    public InformationSource? FindSource(string id) => sources.GetValueOrDefault(id);

    /// <summary>
    /// How much a claim says of a person: its own class, or its party's when that is higher; personal when the file does not list it.
    /// </summary>
    public ClaimClass ClassOf(ClaimName claim) => Types.ClassOf(claim);
}
