using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Plans;

/// <summary>
/// Plans what an applicant still has to bring (免证办), and says why: what their credentials prove and by which claims, and what another
/// department confirms.
/// </summary>
/// <remarks>
/// Use it before an application as well as in it: the same wallet at the same time gives the same plan. It is pure and serves any thread.
/// It verifies no credential: make the wallet from what was verified (<see cref="Wallets.HeldCredentials"/>). It takes no application;
/// CityKit.Services.Hub does.
/// </remarks>
/// <example><code>
/// var planner = new ServicePlanner(catalogue, sources: ["marriage-register"]);
/// var plan = planner.Plan(catalogue.FindItem("elder-allowance")!, wallet, now);
/// Console.WriteLine($"{plan.Figures.Asked} materials, {plan.Figures.HandedIn} to hand in");
/// foreach (var line in plan.Materials)
///     Console.WriteLine($"{line.Material.Name.En}: {line.Way} {string.Join(' ', line.Reasons.Select(reason => reason.Text.En))}");
/// </code></example>
public sealed class ServicePlanner
{
    private readonly ServiceCatalogue catalogue;
    private readonly HashSet<string> sources;

    /// <param name="catalogue">The items.</param>
    /// <param name="sources">The sources of the catalogue that are connected; the others confirm nothing.</param>
    /// <exception cref="ArgumentException">The catalogue has no such source.</exception>
    public ServicePlanner(ServiceCatalogue catalogue, IEnumerable<string> sources)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(sources);
        (this.catalogue, this.sources) = (catalogue, [.. sources]);
        if (this.sources.FirstOrDefault(source => catalogue.FindSource(source) is null) is { } unknown)
            throw new ArgumentException($"The catalogue has no source '{unknown}'.", nameof(sources));
    }

    /// <summary>A plan for one item.</summary>
    public ServicePlan Plan(ServiceItem item, IEnumerable<HeldCredential> wallet, Instant now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(wallet);
        return NewRun(wallet, now).Make(item.Id, item.Version, [new BundleStep(item, [])]);
    }

    /// <summary>
    /// A plan for a bundle: what several items ask for is asked once, and what one step issues is not asked by later ones.
    /// </summary>
    public ServicePlan Plan(ServiceBundle bundle, IEnumerable<HeldCredential> wallet, Instant now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(wallet);
        return NewRun(wallet, now).Make(bundle.Id, bundle.Version, bundle.Steps);
    }

    private PlanRun NewRun(IEnumerable<HeldCredential> wallet, Instant now) =>
        new(catalogue, sources, new WalletView(wallet, catalogue.Types, now));
}
