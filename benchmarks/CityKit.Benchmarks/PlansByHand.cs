using System.Globalization;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// A plan for an applicant with 50 credentials, beside a loop written by hand that only finds which materials are proved and by which
/// claims: no reasons, no conditions, no choice of the least.
/// </summary>
internal sealed class PlansByHand
{
    private const int Rounds = 300;
    private const int Calls = 100;
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 0, 0);
    private readonly ServiceCatalogue catalogue;
    private readonly ServicePlanner planner;
    private readonly HeldCredential[] wallet;

    /// <param name="file">A file of an item, or of a bundle with the file's name.</param>
    private PlansByHand(string file)
    {
        catalogue = ServiceCatalogue.Read(Read($"services/{file}.json"), out _)!;
        planner = new ServicePlanner(catalogue, catalogue.Sources.Select(source => source.Id));
        var own = WalletJson.Read(Read($"services/{file}.wallet.json"), out _)!;
        wallet = [.. own, .. Enumerable.Range(0, 50 - own.Count).Select(i => own[i % own.Count] with
        {
            Id = $"other-{i}",
            Type = catalogue.Credentials[i % catalogue.Credentials.Count].Id,
            ValidUntil = Now + Duration.FromDays(i - 25), // half of them expired
        })];
    }

    internal static void Run()
    {
        foreach (var file in (string[])["training-school", "new-born", "after-death"]) new PlansByHand(file).Measure(file);
    }

    private void Measure(string file)
    {
        var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (plan, byHand) = (MicrosecondsOf(() => Plan()), MicrosecondsOf(() => ByHand()));
            if (round < Rounds / 3) continue; // what the runtime compiles
            ours.Add(plan);
            theirs.Add(byHand);
            ratios.Add(plan / byHand);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = Plan().Materials.Length;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}, {lines} materials, 50 credentials: plan {Median(ours):0.0} µs (least {ours.Min():0.0}), {bytes:n0} B; "
            + $"by hand {Median(theirs):0.0} µs (least {theirs.Min():0.0}); ratio {Median(ratios):0.00}"));
    }

    private static double MicrosecondsOf(Action call) => CpuSeconds(() =>
    {
        for (var i = 0; i < Calls; i++) call();
    }) * 1e6 / Calls;

    private ServicePlan Plan() => catalogue.Bundles.Count > 0
        ? planner.Plan(catalogue.Bundles[0], wallet, Now) : planner.Plan(catalogue.Items[0], wallet, Now);

    private int ByHand()
    {
        var shown = new HashSet<(string, string)>();
        var seen = new HashSet<string>();
        foreach (var item in catalogue.Items)
            foreach (var asked in item.Materials)
                if (seen.Add(asked.Material.Id)) Prove(asked.Material, shown);
        return shown.Count;
    }

    private void Prove(ServiceMaterial material, HashSet<(string, string)> shown)
    {
        foreach (var proof in material.Proofs)
            foreach (var held in wallet)
                if (Proves(proof, held))
                {
                    foreach (var claim in proof.Claims) shown.Add((held.Id, claim));
                    return;
                }
    }

    private bool Proves(MaterialProof proof, HeldCredential held)
    {
        if (held.Party != proof.Credential.Party || held.Status != HeldStatus.Valid || held.ValidUntil <= Now) return false;
        var type = catalogue.Credentials.First(known => known.Id == proof.Credential.Type);
        if ((held.Type != type.Id && !type.Types.Contains(held.Type)) || !type.Issuers.Contains(held.Issuer)) return false;
        return proof.Claims.All(held.Claims.ContainsKey);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PlansByHand).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
