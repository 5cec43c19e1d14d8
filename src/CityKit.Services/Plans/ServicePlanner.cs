using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Plans;

/// <summary>
/// Says what an applicant has to bring (免证办): what their credentials prove and by which claims, what another department confirms, and
/// what still has to be handed in, and why. Pure.
/// </summary>
/// <example><code>
/// var planner = new ServicePlanner(catalogue, ["marriage-register"]);
/// var plan = planner.Plan(catalogue.FindBundle("new-born")!, wallet, now);
/// Console.WriteLine($"{plan.Figures.Asked} materials, {plan.Figures.HandedIn} to hand in");
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
