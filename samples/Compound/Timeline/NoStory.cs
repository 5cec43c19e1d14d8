namespace CityKit.Samples.Compound.Timeline;

/// <summary>Nobody listens.</summary>
internal sealed class NoStory : IStory
{
    /// <inheritdoc/>
    public void Tell(StoryLine line)
    {
    }
}
