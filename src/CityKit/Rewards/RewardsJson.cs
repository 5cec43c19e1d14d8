using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Cases.Rewards;
using CityKit.Modules;
using CityKit.Records;

namespace CityKit.Rewards;

/// <summary>How the module's commands and documents are written.</summary>
[JsonSerializable(typeof(Reward))]
[JsonSerializable(typeof(RewardTotal))]
[JsonSerializable(typeof(RewardRulesVersion))]
[JsonSerializable(typeof(RewardPayee))]
[JsonSerializable(typeof(PutRewardRules))]
[JsonSerializable(typeof(NotePayment))]
[JsonSerializable(typeof(PutPayee))]
internal sealed partial class RewardsJson : JsonSerializerContext
{
    private static readonly Lazy<RewardsJson> Made = new(() => new RewardsJson(NewOptions()));

    /// <summary>Made at its first use: it takes a start some tenths of a second.</summary>
    internal static RewardsJson Shared => Made.Value;

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new TextConverter<WorkItemId>());
        options.Converters.Add(new JsonStringEnumConverter<RewardState>(JsonNamingPolicy.CamelCase));
        return options;
    }
}
