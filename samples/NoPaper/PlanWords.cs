using CityKit.Core;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;

namespace CityKit.Samples.NoPaper;

/// <summary>What a plan says of each material, in both languages.</summary>
internal static class PlanWords
{
    internal static LocalizedText Of(MaterialPlan line) => line.Way switch
    {
        MaterialWay.Proved => Proved(line.Proof!),
        MaterialWay.FromStep => FromStep(Data.Services.FindItem(line.Step!)!),
        MaterialWay.Confirmed => Confirmed(Data.Services.FindSource(line.Source!)!),
        MaterialWay.NotNeeded => new LocalizedText("无需提供", "not needed"),
        _ => new LocalizedText($"需提交。{line.Reasons[^1].Text.Zh}", $"to hand in. {line.Reasons[^1].Text.En}"),
    };

    /// <summary>Whose credential of which type.</summary>
    internal static LocalizedText NameOf(CredentialName name)
    {
        var party = Data.Services.Parties.Single(known => known.Id == name.Party);
        var type = Data.Services.Credentials.Single(known => known.Id == name.Type);
        return new LocalizedText($"{party.Name.Zh}的{type.Name.Zh}", $"the {party.Name.En}'s '{type.Name.En}'");
    }

    private static LocalizedText Proved(MaterialProof proof)
    {
        var (name, claims) = (NameOf(proof.Credential), string.Join(", ", proof.Claims));
        return new LocalizedText($"免提交：由{name.Zh}证明，只出示 {claims}", $"proved by {name.En}, by {claims} alone");
    }

    private static LocalizedText FromStep(ServiceItem item) =>
        new($"免提交：由“{item.Name.Zh}”环节产生", $"issued by the step '{item.Name.En}'");

    private static LocalizedText Confirmed(InformationSource source) =>
        new($"免提交：由{source.Department}（{source.Name.Zh}）核验", $"confirmed by {source.Department} ({source.Name.En})");
}
