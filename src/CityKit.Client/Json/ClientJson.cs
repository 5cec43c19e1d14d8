using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CityKit.Client.Alerts;
using CityKit.Client.Catalogues;
using CityKit.Client.Chains;
using CityKit.Client.Commands;
using CityKit.Client.Feed;
using CityKit.Client.Items;
using CityKit.Client.Operations;
using CityKit.Client.Profiles;
using CityKit.Client.Residents;
using CityKit.Core;

namespace CityKit.Client.Json;

/// <summary>How everything is written and read; members that a newer hub adds are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(Step))]
[JsonSerializable(typeof(Opening))]
[JsonSerializable(typeof(ItemView))]
[JsonSerializable(typeof(ItemCount))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(Rating))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Lead))]
[JsonSerializable(typeof(HandOver))]
[JsonSerializable(typeof(Shift))]
[JsonSerializable(typeof(ProfileWords))]
[JsonSerializable(typeof(CityClass))]
[JsonSerializable(typeof(RuleName))]
[JsonSerializable(typeof(AllowedStep))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(ChainLink))]
[JsonSerializable(typeof(ReplayProof))]
[JsonSerializable(typeof(NotificationPage))]
[JsonSerializable(typeof(Device))]
[JsonSerializable(typeof(SensorState))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ClientJson : JsonSerializerContext;
