using NodaTime;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>One line of the story.</summary>
internal sealed record StoryLine(Instant At, StoryKind Kind, string Text);
