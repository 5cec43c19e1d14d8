using CityKit.Core;

namespace CityKit.Edge.Loop;

/// <summary>Where the timeline's events go, in order: the commit, and the local rules.</summary>
internal interface IEventSink
{
    void Take(CityEvent cityEvent);
}
