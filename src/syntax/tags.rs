//! Part-of-speech tags for all sentences of a text.

use crate::lexicon::{tag_class, tag_model};
use crate::token::tag::{CandidateSet, ShapeReader, TagModel, TagScratch, fixed_state};
use crate::token::{Sentence, Tag, Tokens};

/// One tag a token.
pub fn find_tags(tokens: &Tokens, sentences: &[Sentence]) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(tokens.len());
    let Some(model) = TagModel::new(tag_model()) else {
        tags.resize(tokens.len(), Tag::Other);
        return tags;
    };
    let (mut sets, mut scratch) = (Vec::new(), TagScratch::default());
    for sentence in sentences {
        sets.clear();
        let mut shapes = ShapeReader::new((sentence.first..sentence.end).map(|at| tokens.text_of(at)));
        sets.extend((sentence.first..sentence.end).map(|at| candidates(&model, &mut shapes, tokens, at)));
        model.decode(&sets, &mut scratch, &mut tags);
    }
    tags
}

fn candidates(model: &TagModel, shapes: &mut ShapeReader, tokens: &Tokens, at: usize) -> CandidateSet {
    let text = tokens.text_of(at);
    let shape = shapes.next_shape(text);
    let class = tokens.get(at).and_then(|token| tag_class(token.word));
    match (fixed_state(text), class) {
        (Some(state), _) => CandidateSet::only(state),
        (None, Some(class)) => model.candidates_for_class(class, shape),
        (None, None) => model.candidates_for_unknown(text, shape),
    }
}

/// For each token, whether it is a word that is mostly written small.
pub fn find_small_words(tokens: &Tokens) -> Vec<bool> {
    let Some(model) = TagModel::new(tag_model()) else { return vec![false; tokens.len()] };
    tokens.list.iter().map(|token| tag_class(token.word).is_some_and(|class| model.is_small(class))).collect()
}

/// Whether the word at token `at` is mostly written small.
pub fn is_small_word(tokens: &Tokens, at: usize) -> bool {
    let class = tokens.get(at).and_then(|token| tag_class(token.word));
    class.zip(TagModel::new(tag_model())).is_some_and(|(class, model)| model.is_small(class))
}
