namespace CityKit.Samples.Compound.Timeline;

/// <summary>What a line of the story is about.</summary>
internal enum StoryKind
{
    /// <summary>The edge saw something.</summary>
    Edge,

    /// <summary>The edge forwarded, the hub has it.</summary>
    Sent,

    /// <summary>A utility's batch or a resident's report came in.</summary>
    Input,

    /// <summary>The hub says something: an alert, a lead, a work item.</summary>
    Hub,

    /// <summary>Somebody did something.</summary>
    Person,

    /// <summary>Something was refused.</summary>
    Refused,

    /// <summary>About the run itself.</summary>
    Run,
}
