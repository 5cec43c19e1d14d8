using System.Text.Json.Serialization;

namespace CityKit.Orleans.Membership;

/// <summary>How rows of the membership table are written.</summary>
[JsonSerializable(typeof(NodeEntry))]
internal sealed partial class NodeJson : JsonSerializerContext;
