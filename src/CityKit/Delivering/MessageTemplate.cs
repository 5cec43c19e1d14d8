using CityKit.Core;

namespace CityKit.Delivering;

/// <summary>Title and body of a message, with placeholders.</summary>
internal sealed record MessageTemplate(LocalizedText Title, LocalizedText Body);
