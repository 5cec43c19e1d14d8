using System.Collections.Immutable;
using CityKit.Services.Claims;
using CityKit.Services.Conditions;
using CityKit.Services.Items;

namespace CityKit.Services.Plans;

/// <summary>Makes one plan.</summary>
/// <param name="catalogue">The file.</param>
/// <param name="sources">The sources that are connected.</param>
/// <param name="wallet">What is held.</param>
internal sealed class PlanRun(ServiceCatalogue catalogue, IReadOnlySet<string> sources, WalletView wallet)
{
    private readonly Dictionary<string, MaterialNeed> byId = [];
    private readonly List<MaterialNeed> needs = [];
    private readonly DisclosureList shown = new();

    /// <param name="subject">The item or bundle.</param>
    /// <param name="version">Its version.</param>
    /// <param name="steps">Its items, each after those that it waits for.</param>
    internal ServicePlan Make(string subject, string version, ImmutableArray<BundleStep> steps)
    {
        foreach (var step in steps)
            foreach (var asked in step.Item.Materials) Ask(step.Item, asked);
        foreach (var need in needs)
            if (need.NeededBy.Count > 0) FindProofs(need);
        var proofs = Choose();
        var earlier = steps.Length > 1 ? EarlierOf(steps) : null;
        ImmutableArray<MaterialPlan> lines = [.. needs.Select(need => Settle(need, proofs.GetValueOrDefault(need), earlier))];
        return new ServicePlan(subject, version, wallet.Now, lines, shown.ToArray(), ForApproval(steps));
    }

    private void Ask(ServiceItem item, ItemMaterial asked)
    {
        if (!byId.TryGetValue(asked.Material.Id, out var need))
        {
            byId.Add(asked.Material.Id, need = new MaterialNeed(asked.Material));
            needs.Add(need);
        }
        need.Items.Add(item.Id);
        if (asked.When is null || IsNeeded(asked.When, need.Material)) need.NeededBy.Add(item.Id);
    }

    private bool IsNeeded(ClaimCondition when, ServiceMaterial material)
    {
        var run = new ConditionRun(wallet);
        var holds = when.Holds(run);
        foreach (var (credential, claim) in run.Used) shown.Add(credential, claim.Of, claim.Claim, $"when:{material.Id}");
        return holds != false;
    }

    private void FindProofs(MaterialNeed need)
    {
        foreach (var proof in need.Material.Proofs)
        {
            var held = wallet.Of(proof.Credential);
            if (held.Count == 0) need.Reasons.Add(NotHeld(proof.Credential));
            foreach (var credential in held)
            {
                var fault = FaultOf(proof, credential);
                if (fault != CredentialFault.None) Add(need, PlanTexts.Fault(fault, proof.Credential, TypeOf(proof), credential, proof));
                else need.Proofs.Add(new HeldProof(proof, credential));
                if (fault == CredentialFault.None) break; // those after it are valid less long
            }
        }
        if (need.Material.Proofs.IsEmpty && need.Material.Sources.IsEmpty) need.Reasons.Add(PlanTexts.PaperOnly);
    }

    private static void Add(MaterialNeed need, PlanReason reason)
    {
        if (!need.Reasons.Exists(known => known.Code == reason.Code && known.Credential == reason.Credential)) need.Reasons.Add(reason);
    }

    private CredentialType TypeOf(MaterialProof proof) => catalogue.Types.Find(proof.Credential.Type)!;

    private PlanReason NotHeld(CredentialName name)
    {
        var type = catalogue.Types.Find(name.Type)!;
        return type.IsElectronic ? PlanTexts.NoneHeld(name, type) : PlanTexts.NotElectronic(name, type);
    }

    private CredentialFault FaultOf(MaterialProof proof, HeldCredential credential)
    {
        if (wallet.FaultOf(proof.Credential, credential) is not CredentialFault.None and var fault) return fault;
        foreach (var leniency in credential.Leniencies)
            if (!proof.Leniencies.Contains(leniency)) return CredentialFault.Leniency;
        foreach (var claim in proof.Claims)
            if (!credential.Claims.ContainsKey(claim)) return CredentialFault.ClaimMissing;
        return proof.NeedsSignature && !credential.IsSigned ? CredentialFault.NotSigned : CredentialFault.None;
    }

    /// <summary>Chooses among the ways to prove each material those that show least in all.</summary>
    private Dictionary<MaterialNeed, HeldProof> Choose()
    {
        var proved = needs.Where(need => need.Proofs.Count > 0).ToArray();
        var numbers = new Dictionary<(string, string), int>();
        var options = Array.ConvertAll(proved, need => need.Proofs.Select(proof => NumbersOf(proof, numbers)).ToArray());
        var given = numbers.Where(pair => shown.Has(pair.Key.Item1, pair.Key.Item2)).Select(pair => pair.Value);
        var chosen = LeastDisclosure.Choose(options, numbers.Count, given);
        var result = new Dictionary<MaterialNeed, HeldProof>(proved.Length);
        for (var i = 0; i < proved.Length; i++) result.Add(proved[i], proved[i].Proofs[chosen[i]]);
        return result;
    }

    private static int[] NumbersOf(HeldProof proof, Dictionary<(string, string), int> numbers)
    {
        var result = new int[proof.Proof.Claims.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var key = (proof.Credential.Id, proof.Proof.Claims[i]);
            if (!numbers.TryGetValue(key, out result[i])) numbers.Add(key, result[i] = numbers.Count);
        }
        return result;
    }

    private MaterialPlan Settle(MaterialNeed need, HeldProof? proof, Dictionary<string, HashSet<string>>? earlier)
    {
        var line = new MaterialPlan(need.Material, [.. need.Items], MaterialWay.HandIn);
        if (need.NeededBy.Count == 0) return line with { Way = MaterialWay.NotNeeded, Reasons = [PlanTexts.NotNeeded] };
        if (proof is not null) return Proved(line, proof);
        if (earlier is not null && StepOf(need, earlier) is { } step) return line with { Way = MaterialWay.FromStep, Step = step };
        foreach (var source in need.Material.Sources)
            if (sources.Contains(source)) return line with { Way = MaterialWay.Confirmed, Source = source, Reasons = [.. need.Reasons] };
            else need.Reasons.Add(PlanTexts.NotConnected(catalogue.FindSource(source)!));
        return line with { Reasons = [.. need.Reasons] };
    }

    private MaterialPlan Proved(MaterialPlan line, HeldProof held)
    {
        foreach (var claim in held.Proof.Claims) shown.Add(held.Credential, held.Proof.Credential, claim, line.Material.Id);
        return line with { Way = MaterialWay.Proved, Credential = held.Credential.Id, Proof = held.Proof };
    }

    /// <summary>The step that issues what proves a material, when every step that needs it comes after.</summary>
    private string? StepOf(MaterialNeed need, Dictionary<string, HashSet<string>> earlier) => need.Material.Proofs
        .SelectMany(proof => earlier.Keys.Where(step => catalogue.FindItem(step)!.Issues.Contains(proof.Credential)))
        .FirstOrDefault(step => need.NeededBy.TrueForAll(item => earlier[item].Contains(step)));

    /// <summary>For each step, all steps that are done before it.</summary>
    private static Dictionary<string, HashSet<string>> EarlierOf(ImmutableArray<BundleStep> steps)
    {
        var earlier = new Dictionary<string, HashSet<string>>();
        foreach (var step in steps)
            earlier.Add(step.Item.Id, [.. step.After, .. step.After.SelectMany(before => earlier[before])]);
        return earlier;
    }

    private ImmutableArray<Disclosure> ForApproval(ImmutableArray<BundleStep> steps)
    {
        var more = new DisclosureList();
        foreach (var condition in steps.SelectMany(step => step.Item.Approval))
            foreach (var claim in condition.If.Claims)
                if (wallet.Find(claim) is var (credential, _) && !shown.Has(credential.Id, claim.Claim))
                    more.Add(credential, claim.Of, claim.Claim, $"approval:{condition.Id}");
        return more.ToArray();
    }
}
