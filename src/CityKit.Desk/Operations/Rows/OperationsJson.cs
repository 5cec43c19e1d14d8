using System.Text.Json.Serialization;
using CityKit.Client.Json;

namespace CityKit.Desk.Operations.Rows;

/// <summary>How the hub's answers to the pages for operations are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(RuleRow))]
[JsonSerializable(typeof(RuleFigure))]
[JsonSerializable(typeof(SuspensionRow))]
[JsonSerializable(typeof(SubscriptionRow))]
[JsonSerializable(typeof(LetterRow))]
[JsonSerializable(typeof(ChannelRow))]
[JsonSerializable(typeof(EntryRow))]
[JsonSerializable(typeof(JournalState))]
[JsonSerializable(typeof(ReadRow))]
[JsonSerializable(typeof(InForce))]
internal sealed partial class OperationsJson : JsonSerializerContext;
