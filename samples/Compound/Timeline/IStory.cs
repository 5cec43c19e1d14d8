namespace CityKit.Samples.Compound.Timeline;

/// <summary>Who listens to the story.</summary>
internal interface IStory
{
    /// <summary>The next line.</summary>
    void Tell(StoryLine line);
}
