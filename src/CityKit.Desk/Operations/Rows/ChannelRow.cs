namespace CityKit.Desk.Operations.Rows;

/// <summary>A channel as <c>deliveries/channels</c> has it.</summary>
internal sealed record ChannelRow(string Name);
