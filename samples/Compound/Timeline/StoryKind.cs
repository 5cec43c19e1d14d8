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

    /// <summary>An alert rose or cleared.</summary>
    Alert,

    /// <summary>A lead waits.</summary>
    Lead,

    /// <summary>A work item moved by itself, or somebody is to be notified of it.</summary>
    Item,

    /// <summary>Something was not seen or could not be decided.</summary>
    Finding,

    /// <summary>Somebody did something.</summary>
    Person,

    /// <summary>Something was refused.</summary>
    Refused,

    /// <summary>About the run itself.</summary>
    Run,
}
